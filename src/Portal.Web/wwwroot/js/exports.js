// How far the exports are, asked for every second; once one is over, the page is read anew.

let waiting = [...document.querySelectorAll("[data-export]")];

// What is being typed on the page isn't lost to that: then the line only says that it is over.
const typing = () =>
  [...document.querySelectorAll("main form")].some((form) =>
    [...form.elements].some((field) =>
      field.type === "checkbox" || field.type === "radio"
        ? field.checked !== field.defaultChecked
        : field.defaultValue !== undefined && field.value !== field.defaultValue,
    ),
  );

const ask = async (cell) => {
  const answer = await fetch(cell.dataset.export, { headers: { Accept: "application/json" } });
  if (!answer.ok) return false;
  const step = await answer.json();
  const isOver = step.state !== "under-way";
  const bar = cell.querySelector("progress");
  bar.hidden = isOver;
  bar.max = Math.max(step.total, 1);
  bar.value = step.done;
  const words = cell.querySelector("[role=status]");
  // Told only when it changed, so that those who listen hear no repetition.
  if (words.textContent !== step.words) words.textContent = step.words;
  return isOver;
};

const poll = async () => {
  try {
    const over = await Promise.all(waiting.map(ask));
    if (over.some(Boolean) && !typing()) return location.reload();
    waiting = waiting.filter((_, at) => !over[at]);
  } catch {
    // The network is away for a moment: the next second asks again.
  }
  if (waiting.length > 0) setTimeout(poll, 1000);
};
if (waiting.length > 0) setTimeout(poll, 1000);
