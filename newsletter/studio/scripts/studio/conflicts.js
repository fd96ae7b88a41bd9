/** Two versions side by side: the person chooses, and may join them by hand. */

const asText = value => [value ?? ""].flat().join("\n");

/** Ask for each conflict {field, label, mine, theirs}; `then` gets what was chosen: [{field, value}]. */
export function chooseVersions(conflicts, then) {
  const dialog = document.getElementById("two-versions");
  dialog.querySelector(".versions").replaceChildren(...conflicts.map(choice));
  const save = dialog.querySelector("[data-do=save-choice]");
  save.onclick = () => {
    dialog.close();
    then(conflicts.map((conflict, index) => ({ field: conflict.field, value: chosen(dialog, conflict, index) })));
  };
  if (!dialog.open) dialog.showModal();
}

function choice(conflict, index) {
  const group = document.createElement("fieldset");
  const legend = document.createElement("legend");
  legend.textContent = conflict.label;
  const pair = document.createElement("div");
  pair.className = "pair";
  pair.append(
    version(conflict, index, "mine", "What I wrote", true),
    version(conflict, index, "theirs", "What stands in the file", false),
  );
  group.append(legend, pair);
  return group;
}

function version(conflict, index, name, words, checked) {
  const box = document.createElement("div");
  const label = document.createElement("label");
  const radio = document.createElement("input");
  Object.assign(radio, { type: "radio", name: `version-${index}`, value: name, checked });
  label.className = "check";
  label.append(radio, ` ${words}`);
  const text = document.createElement("textarea");
  text.value = asText(conflict[name]);
  text.rows = Math.min(14, Math.max(3, text.value.length / 50));
  text.setAttribute("aria-label", `${conflict.label}: ${words}`);
  text.addEventListener("input", () => { radio.checked = true; });
  box.append(label, text);
  return box;
}

function chosen(dialog, conflict, index) {
  const radio = dialog.querySelector(`input[name=version-${index}]:checked`);
  const text = radio.closest("div").querySelector("textarea").value;
  const before = conflict[radio.value];
  if (text === asText(before)) return before;
  return Array.isArray(conflict.mine ?? conflict.theirs) ? text.split("\n") : text;
}
