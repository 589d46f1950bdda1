// The task list of a dossier says who is in which section at this moment.

import { join } from "./presence.js";

const list = document.querySelector("[data-task-list]");
if (list) {
  join(list.dataset.taskList, () => ({ section: null, field: null }), {
    here: (seats) => {
      for (const place of list.querySelectorAll("[data-seats]")) {
        const names = [...new Set(seats.filter((seat) => seat.section === place.dataset.seats).map((seat) => seat.name))];
        place.textContent = names.length > 0 ? list.dataset.here.replace("{0}", names.join(", ")) : "";
      }
    },
    saved: () => {},
  });
}
