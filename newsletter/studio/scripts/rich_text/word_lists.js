/** Word writes a list as paragraphs that say `mso-list:l0 level1 lfo1` and carry their own bullet. */

const LEVEL = /mso-list:\s*(\S+)\s+level(\d)/i;

/** Make real lists of Word's paragraphs, within `body`. */
export function listsFromWord(body) {
  const items = [...body.querySelectorAll("p[data-style*='mso-list' i], div[data-style*='mso-list' i]")].filter(one => LEVEL.test(one.dataset.style));
  let open = []; // {list, level}
  let last = null;
  for (const paragraph of items) {
    const level = Number(LEVEL.exec(paragraph.dataset.style)[2]);
    const sign = takeSign(paragraph);
    if (last === null || nextElement(last) !== paragraph) open = [];
    last = paragraph;
    while (open.length && open.at(-1).level > level) open.pop();
    const tag = /^[\d a-z]{1,6}[.)]/i.test(sign) ? "ol" : "ul";
    if (!open.length || open.at(-1).level < level || open.at(-1).list.localName !== tag) {
      if (open.at(-1)?.level === level) open.pop();
      const list = body.ownerDocument.createElement(tag);
      if (/^\d+/.test(sign)) list.setAttribute("start", String(parseInt(sign, 10)));
      if (open.length) open.at(-1).list.lastElementChild.append(list);
      else paragraph.before(list);
      open.push({ list, level });
    }
    const item = body.ownerDocument.createElement("li");
    open.at(-1).list.append(item);
    const words = body.ownerDocument.createElement("p");
    words.append(...paragraph.childNodes);
    item.append(words);
    paragraph.dataset.done = "";
  }
  for (const paragraph of body.querySelectorAll("[data-done]")) paragraph.remove();
}

/** The bullet or number that Word wrote into a paragraph, which is taken out of it. */
function takeSign(paragraph) {
  const signs = paragraph.querySelectorAll("[data-style*='mso-list:Ignore' i], [data-style*='mso-list: Ignore' i]");
  const sign = signs[0]?.textContent.replace(/\u00a0/g, " ").trim() ?? "";
  for (const one of signs) one.remove();
  return sign;
}

/** The element behind this one, or behind the list that was put before it. */
function nextElement(element) {
  let next = element.nextElementSibling;
  while (next && /^[uo]l$/i.test(next.localName)) next = next.nextElementSibling;
  return next;
}
