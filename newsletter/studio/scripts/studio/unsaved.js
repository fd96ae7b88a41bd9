/** Words that are not saved yet, in this browser's own store: they outlive a closed tab and a stopped server. */

const STORE = "unsaved";
let opening = null;

function database() {
  opening ??= new Promise((resolve, reject) => {
    const request = indexedDB.open("newsletter-studio", 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  return opening;
}

async function run(mode, work) {
  const store = (await database()).transaction(STORE, mode).objectStore(STORE);
  return new Promise((resolve, reject) => {
    const request = work(store);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** Keep the changes of one file: {digest, changes, at}.  A private window may have no store; then nothing is kept. */
export const keep = (url, words) => run("readwrite", store => store.put(words, url)).catch(() => {});

export const forget = url => run("readwrite", store => store.delete(url)).catch(() => {});

/** What is kept for a file; undefined where nothing is. */
export const kept = url => run("readonly", store => store.get(url)).catch(() => undefined);
