// Removes a stream or a file, if that is really wanted, and shows the page that is left.
"use strict";

(function () {
  const button = document.getElementById("delete");

  async function remove() {
    if (!window.confirm(button.textContent + "?")) {
      return;
    }
    try {
      const answer = await fetch(button.dataset.url, { method: "DELETE" });
      if (answer.ok || answer.status === 404) {
        window.location.assign(button.dataset.next);
        return;
      }
      window.alert("The server answered " + answer.status + ".");
    } catch (e) {
      window.alert("The server cannot be reached.");
    }
  }

  button.addEventListener("click", remove);
})();
