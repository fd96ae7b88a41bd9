/** Pictures for a field: chosen, dropped or pasted, sent to the server, which looks what they are. */

import { tell } from "./controls.js";
import { form } from "./fields.js";
import { readable } from "./heic.js";

const LIMIT = 40_000_000;

/** Send a picture; resolves to {file, width, height, said}, rejects with words. */
export async function sendPicture(picked, address) {
  const file = await readable(picked);
  if (file.size > LIMIT) throw new Error(`This picture has ${Math.round(file.size / 1e6)} MB. At most 40 MB can be taken in.`);
  let answer;
  try {
    answer = await fetch(`${address}?name=${encodeURIComponent(file.name)}`, {
      method: "POST",
      headers: { "Content-Type": "application/octet-stream", "Accept": "application/json" },
      body: file,
    });
  } catch {
    throw new Error("The studio does not answer. Start it again, then add the picture once more.");
  }
  const told = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(told.message ?? "This picture could not be taken in.");
  return told;
}

const pictureOf = target => target.closest?.("[data-picture][data-pictures]");
const fileOf = box => box.querySelector('[data-field$=\'"file"]\']');

async function take(box, file) {
  const said = box.querySelector(".said");
  said.textContent = "Taking the picture in …";
  try {
    const told = await sendPicture(file, box.dataset.pictures);
    show(box, told.file);
    said.textContent = told.said;
    const words = box.querySelector('[data-field$=\'"alt"]\']');
    if (!words.disabled) words.focus();
    tell(fileOf(box));
  } catch (error) {
    said.textContent = error.message;
  }
}

function show(box, file) {
  fileOf(box).value = file;
  const image = box.querySelector(".drop img");
  image.hidden = !file;
  if (file) image.src = `${box.dataset.pictures}/${encodeURIComponent(file.replace(/^images\//, ""))}`;
  else image.removeAttribute("src");
  box.querySelector("[data-do=remove-picture]").hidden = !file;
}

const fileIn = data => [...(data?.files ?? [])].find(file => file.type.startsWith("image/") || /\.hei[cf]$/i.test(file.name));

export function startPictures() {
  document.addEventListener("change", event => {
    if (event.target.dataset?.do !== "choose-picture" || !event.target.files.length) return;
    take(pictureOf(event.target), event.target.files[0]);
    event.target.value = "";
  });
  document.addEventListener("dragover", event => {
    if (pictureOf(event.target) && event.dataTransfer.types.includes("Files")) event.preventDefault();
  });
  document.addEventListener("drop", event => {
    const box = pictureOf(event.target);
    const file = box && event.dataTransfer.files[0];
    if (!file) return;
    event.preventDefault();
    take(box, file);
  });
  document.addEventListener("paste", event => {
    const box = pictureOf(event.target);
    const file = box && fileIn(event.clipboardData);
    if (!file) return;
    event.preventDefault();
    take(box, file);
  });
  document.addEventListener("click", event => {
    if (event.target.dataset?.do !== "remove-picture") return;
    const box = pictureOf(event.target) ?? event.target.closest("[data-picture]");
    for (const field of box.querySelectorAll("[data-field]")) {
      if (!field.value) continue;
      field.value = "";
      tell(field);
    }
    if (box.dataset.pictures) show(box, "");
    box.focus();
  });
  document.addEventListener("studio:set", event => {
    const box = pictureOf(event.target);
    if (box && event.target === fileOf(box)) show(box, event.target.value);
  });
  // The editor of rich text asks for its pictures here.
  document.addEventListener("rich-text:picture", event => {
    const address = form().querySelector("[data-pictures]")?.dataset.pictures ?? `/issues/${document.body.dataset.issue}/pictures`;
    event.detail.answer(sendPicture(event.detail.file, address));
  });
}
