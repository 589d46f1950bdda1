// How far the exports are, asked for every second; once one is over, the page is read anew.

const waiting = [...document.querySelectorAll("[data-export]")];

const ask = async (cell) => {
  const answer = await fetch(cell.dataset.export, { headers: { Accept: "application/json" } });
  if (!answer.ok) return false;
  const step = await answer.json();
  if (step.state !== "under-way") return true;
  const bar = cell.querySelector("progress");
  bar.max = Math.max(step.total, 1);
  bar.value = step.done;
  const words = cell.querySelector("[role=status]");
  // Told only when it changed, so that those who listen hear no repetition.
  if (words.textContent !== step.words) words.textContent = step.words;
  return false;
};

const poll = async () => {
  try {
    if ((await Promise.all(waiting.map(ask))).some(Boolean)) return location.reload();
  } catch {
    // The network is away for a moment: the next second asks again.
  }
  setTimeout(poll, 1000);
};
if (waiting.length > 0) setTimeout(poll, 1000);
