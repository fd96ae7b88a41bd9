/** What a text can refer to: `[{id, title, words}]`, given as JSON or under an address, read once a page. */

const READ = new Map();

export class References {
  /** @param {string|null} given  JSON, an address, or nothing */
  constructor(given) {
    this.entries = [];
    this.byId = new Map();
    this.isLoaded = false;
    this.watchers = new Set();
    if (given) entriesOf(given).then(entries => this.take(entries), () => this.take([]));
  }

  get(id) {
    return this.byId.get(id);
  }

  /** Call `show` now and whenever the entries arrive; returns a function that ends it. */
  watch(show) {
    this.watchers.add(show);
    show();
    return () => this.watchers.delete(show);
  }

  take(entries) {
    this.entries = entries;
    this.byId = new Map(entries.map(entry => [entry.id, entry]));
    this.isLoaded = true;
    for (const show of this.watchers) show();
  }

  /** The entries with all the words typed in their title, aliases or id; those that begin with them first. */
  find(typed) {
    const words = fold(typed).split(/\s+/).filter(Boolean);
    const ranked = this.entries.map(entry => {
      const names = [entry.title, ...(entry.words ?? []), entry.id].map(fold);
      const isMatch = words.every(word => names.some(name => name.includes(word)));
      const begins = names.some(name => name.startsWith(words.join(" ")));
      return { entry, rank: isMatch ? (begins ? 0 : 1) : 2 };
    });
    return ranked.filter(one => one.rank < 2).sort((one, other) => one.rank - other.rank).map(one => one.entry);
  }
}

async function entriesOf(given) {
  if (given.trimStart().startsWith("[")) return JSON.parse(given);
  if (!READ.has(given)) READ.set(given, fetch(given, { headers: { Accept: "application/json" } }).then(answer => answer.json()));
  return READ.get(given);
}

function fold(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
