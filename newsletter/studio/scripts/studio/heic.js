/** Photos of iPhones: opened by the browser where it can, else by a worker that is loaded only for them. */

const HEIC = /\.hei[cf]$/i;
const PATIENCE = 60_000;

const isHeic = file => HEIC.test(file.name) || /^image\/hei[cf]/.test(file.type);

/** The file itself, or for a HEIC photo the same picture as an upright JPEG; the file where nothing can open it. */
export async function readable(file) {
  if (!isHeic(file)) return file;
  const blob = await byBrowser(file) ?? await byWorker(file);
  return blob ? new File([blob], file.name.replace(HEIC, "") + ".jpg", { type: "image/jpeg" }) : file;
}

async function byBrowser(file) {
  try {
    const picture = await createImageBitmap(file);
    const canvas = Object.assign(document.createElement("canvas"), { width: picture.width, height: picture.height });
    canvas.getContext("2d").drawImage(picture, 0, 0);
    picture.close();
    return await new Promise(resolve => canvas.toBlob(resolve, "image/jpeg", 0.95));
  } catch {
    return null;
  }
}

async function byWorker(file) {
  const bytes = await file.arrayBuffer();
  return new Promise(resolve => {
    const worker = new Worker(new URL("./heic.js", import.meta.url), { type: "module" });
    const end = blob => {
      clearTimeout(patience);
      worker.terminate();
      resolve(blob);
    };
    const patience = setTimeout(end, PATIENCE, null);
    worker.addEventListener("message", event => end(event.data.blob ?? null));
    worker.addEventListener("error", () => end(null));
    worker.postMessage(bytes, [bytes]);
  });
}
