/**
 * A worker that opens photos of iPhones (HEIC) where the browser cannot: a message with the bytes, an answer with
 * {blob}, an upright JPEG without any data besides its pixels, or {problem}.
 *
 * libheif (LGPL) is compiled to WebAssembly, in a file of its own, and fetched only for such a photo.  The worker's own
 * policy is the only one of the studio that lets WebAssembly run, and lets it reach nothing but this folder.
 */

import makeLibheif from "libheif-js/libheif-wasm/libheif.js";

const MOST_PIXELS = 80_000_000;
let loading = null;

async function libheif() {
  const answer = await fetch(new URL("./libheif.wasm", import.meta.url));
  if (!answer.ok) throw new Error("The part of the studio that opens HEIC photos is missing.");
  return makeLibheif({ wasmBinary: new Uint8Array(await answer.arrayBuffer()) });
}

async function opened(bytes) {
  loading ??= libheif();
  const library = await loading;
  const images = new library.HeifDecoder().decode(bytes);
  try {
    const image = images.find(one => one.is_primary()) ?? images[0];
    if (!image) throw new Error("This photo is damaged, or not a HEIC photo.");
    const [width, height] = [image.get_width(), image.get_height()];
    if (!width || !height || width * height > MOST_PIXELS) throw new Error("This photo has too many pixels.");
    const colorSpace = isDisplayP3(bytes) ? "display-p3" : "srgb";
    const pixels = new ImageData(width, height, { colorSpace });
    const shown = await new Promise(resolve => image.display(pixels, resolve));
    if (!shown) throw new Error("This photo is damaged.");
    const canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext("2d");
    context.putImageData(shown, 0, 0); // colors become those of screens
    // A JPEG has no transparency: what shows through is white, as paper is.
    context.globalCompositeOperation = "destination-over";
    context.fillStyle = "white";
    context.fillRect(0, 0, width, height);
    return await canvas.convertToBlob({ type: "image/jpeg", quality: 0.95 });
  } finally {
    for (const image of images) image.free();
  }
}

/** Whether the colors are those that iPhones use: by the profile's name, or by its number (12, SMPTE EG 432-1). */
function isDisplayP3(bytes) {
  const head = String.fromCharCode(...bytes.subarray(0, 20_000));
  const numbered = head.indexOf("colrnclx");
  if (numbered >= 0 && head.charCodeAt(numbered + 9) === 12) return true;
  return head.includes("colrprof") && head.replaceAll("\0", "").includes("Display P3");
}

self.addEventListener("message", async event => {
  try {
    self.postMessage({ blob: await opened(new Uint8Array(event.data)) });
  } catch (error) {
    self.postMessage({ problem: error.message });
  }
});
