/**
 * One question at a time; whatever happens meanwhile is asked for once, right after.  `ask` gives null where there is
 * no answer.
 */
export function asker(ask, take) {
  let busy = false;
  let again = false;
  return async () => {
    again = true;
    if (busy) return;
    busy = true;
    try {
      while (again) {
        again = false;
        const answer = await ask();
        if (answer) take(answer);
      }
    } finally {
      busy = false;
    }
  };
}
