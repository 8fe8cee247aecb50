// Shows the uploads of a stream that are under way, and how they grow.
"use strict";

(function () {
  const section = document.getElementById("progress");
  const url = "/streams/" + section.dataset.stream + "?part=progress";

  function cell(row, text) {
    const element = document.createElement("td");
    element.textContent = text;
    row.append(element);
  }

  function show(uploads) {
    section.replaceChildren();
    if (uploads.length === 0) {
      return;
    }
    const heading = document.createElement("h2");
    heading.textContent = "In progress";
    const table = document.createElement("table");
    for (const upload of uploads) {
      const row = document.createElement("tr");
      cell(row, upload.file_path);
      cell(row, upload.bytes.toLocaleString("en") + " bytes");
      cell(row, "since " + upload.started_at.slice(0, 19).replace("T", " ") + " UTC");
      table.append(row);
    }
    section.append(heading, table);
  }

  async function refresh() {
    try {
      const answer = await fetch(url);
      if (answer.ok) {
        show((await answer.json()).uploads_in_progress);
      }
    } catch (e) {
      // the server is away: try again with the next tick
    }
    setTimeout(refresh, 1000);
  }

  refresh();
})();
