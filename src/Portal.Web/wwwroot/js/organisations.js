// Shows the organisation of a SIRET below its field, and takes it over into the empty questions beside it when asked.
// Fields are found by delegation, so that rows added later work as well. Without this, a link looks the SIRET up.

const words = document.getElementById("siret-words").dataset;
const LENGTH = 14;
const PAUSE = 300;
const AGAIN = [5, 15, 40]; // seconds after which a directory that did not answer is asked for again
const states = new WeakMap();

const luhn = (digits) =>
  [...digits].reverse().reduce((sum, digit, place) => {
    const doubled = Number(digit) * (place % 2 ? 2 : 1);
    return sum + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);

// The post office's establishments have a key of their own.
const keyIsRight = (digits) =>
  luhn(digits) % 10 === 0 ||
  (digits.startsWith("356000000") && [...digits].reduce((sum, digit) => sum + Number(digit), 0) % 5 === 0);

const element = (tag, classes, text) => {
  const made = document.createElement(tag);
  made.className = classes;
  if (text) made.textContent = text;
  return made;
};

// What is said stands beside the field, in a box that is there before anything is said in it.
const stateOf = (input) => {
  if (!states.has(input)) {
    const box = element("div", "siret-card");
    const said = element("div", "");
    said.setAttribute("role", "status");
    box.append(said);
    input.insertAdjacentElement("afterend", box);
    states.set(input, { box, said, value: "", timer: 0, card: null });
  }
  return states.get(input);
};

const say = (state, text, kind = "") => {
  state.box.dataset.kind = kind;
  state.said.replaceChildren();
  if (text) state.said.append(element("p", "hint", text));
};

const clear = (input, state) => {
  state.box.querySelector("button")?.remove();
  if (state.marked) input.removeAttribute("aria-invalid");
  state.marked = false;
  say(state, "");
};

// The questions beside: their names differ from the SIRET's own in the last part only.
const beside = (input, what) => {
  const mark = input.closest("[data-siret]").getAttribute(`data-siret-${what}`);
  const start = input.name.slice(0, input.name.lastIndexOf(".") + 1);
  for (const key of (mark ?? "").split(" ").filter(Boolean)) {
    const found = input.form?.elements[start + key];
    if (found) return found;
  }
  return null;
};

const controlOf = (found, value) =>
  found instanceof RadioNodeList ? [...found].find((one) => one.value === value) : found;

const isEmpty = (found) =>
  found instanceof RadioNodeList ? ![...found].some((one) => one.checked) : found.value.trim() === "";

const labelOf = (control) =>
  (control.getAttribute("aria-label") ?? control.closest("fieldset, .field")?.querySelector("legend, label")?.firstChild?.textContent ?? control.name).trim();

const put = (control, value) => {
  if (control.type === "radio") control.checked = true;
  else if (control instanceof HTMLSelectElement && ![...control.options].some((one) => one.value === value)) return false;
  else control.value = value;
  control.dispatchEvent(new Event("input", { bubbles: true }));
  control.dispatchEvent(new Event("change", { bubbles: true }));
  return true;
};

const takeOver = (input, card) => {
  const hasPlaces = ["postcode", "city"].some((what) => beside(input, what));
  const values = {
    name: card.name,
    address: hasPlaces ? card.street : card.address,
    postcode: card.postcode,
    city: card.city,
    region: card.region,
  };
  const filled = [];
  for (const [what, value] of Object.entries(values)) {
    const found = value && beside(input, what);
    if (!found || !isEmpty(found)) continue;
    const control = controlOf(found, value);
    if (control && !control.disabled && put(control, value)) filled.push(labelOf(control));
  }
  return filled;
};

const show = (input, state, card) => {
  const lines = [element("p", "siret-name", card.name), element("p", "", card.address)];
  lines.push(element("p", "hint", [card.kind, card.regionName, card.isActive ? "" : card.told].filter(Boolean).join(" · ")));
  state.box.dataset.kind = card.isActive ? "found" : "wrong";
  state.said.replaceChildren(...lines);
  const targets = ["name", "address", "postcode", "city", "region"].some((what) => beside(input, what));
  if (!targets) return;
  const button = element("button", "btn btn-outline-primary btn-sm", card.use);
  button.type = "button";
  button.addEventListener("click", () => {
    const filled = takeOver(input, card);
    state.said.append(element("p", "hint", filled.length > 0 ? words.filled.replace("{0}", filled.join(", ")) : words.nothing));
    button.remove();
    input.focus();
  });
  state.box.append(button);
};

const ask = async (input, state, digits, round = 0) => {
  if (round === 0) say(state, words.asking);
  let card;
  try {
    const response = await fetch(`/organisations/${digits}/card`, { headers: { Accept: "application/json" } });
    card = response.ok && !response.redirected ? await response.json() : null;
  } catch {
    card = null;
  }
  if (state.value !== digits) return; // typed on meanwhile
  if (card?.state === "found") show(input, state, card);
  else say(state, card?.told ?? words.failed, card?.state ?? "");
  if ((!card || card.state === "not-yet") && round < AGAIN.length)
    state.timer = setTimeout(() => state.value === digits && ask(input, state, digits, round + 1), AGAIN[round] * 1000);
};

const look = (input, isDone) => {
  const digits = input.value.replace(/\s/gu, "");
  if (digits === "" && !states.has(input)) return;
  const state = stateOf(input);
  if (digits === state.value && !(isDone && digits.length !== LENGTH)) return;
  clearTimeout(state.timer);
  clear(input, state);
  state.value = digits;
  if (digits === "") return;
  if (!/^\d{14}$/.test(digits) || !keyIsRight(digits)) {
    if (!isDone && digits.length < LENGTH) return;
    say(state, words.wrong, "wrong");
    input.setAttribute("aria-invalid", "true");
    state.marked = true;
    return;
  }
  state.timer = setTimeout(() => ask(input, state, digits), PAUSE);
};

const siretOf = (event) =>
  event.target instanceof HTMLInputElement && event.target.closest("[data-siret]") && !event.target.disabled ? event.target : null;

document.addEventListener("input", (event) => siretOf(event) && look(siretOf(event), false));
document.addEventListener("change", (event) => siretOf(event) && look(siretOf(event), true));
// A SIRET that stands there already is shown when one comes to it: nobody asks for what nobody looks at.
document.addEventListener("focusin", (event) => siretOf(event) && look(siretOf(event), false));
