// The columns of the grid as their user wants them: which, in what order, how wide; kept on the server.
import React, { useEffect, useRef, useState } from "react";
import { ask } from "./grid_server.jsx";

const LAYOUT = "/app/layout/entries";

// As the server keeps them, and as AG Grid calls them.
const toKept = (c) => ({ column: c.colId, hidden: c.hide, width: c.width });
const fromKept = (c) => ({ colId: c.column, hide: c.hidden, width: c.width });
const now = (api) => api.getColumnState().filter((c) => !c.colId.startsWith("ag-Grid")).map((c) => ({ colId: c.colId, hide: !!c.hide, width: Math.round(c.width) }));

// Until they arrange them, the note, or the account where there is no room for notes, takes what is left of the page's
// width: of a column that does not fit, no sliver is seen.
const LEAST_NOTE = 104;
let isOwn = false;
export function fill(api) {
  if (isOwn) return;
  const { left, right } = api.getHorizontalPixelRange(), room = right - left;
  const shown = api.getAllDisplayedColumns().filter((c) => !c.isPinned());
  const least = (c) => (c.getColId() === "note" ? LEAST_NOTE : c.getColDef().width ?? c.getActualWidth());
  let taken = 0;
  const fitting = shown.filter((c) => (taken += least(c)) <= room);
  const stretched = fitting.find((c) => c.getColId() === "note") ?? fitting.find((c) => c.getColId() === "account");
  if (!stretched) return;
  const spare = room - fitting.reduce((sum, c) => sum + least(c), 0);
  api.setColumnWidths([...fitting.map((c) => ({ key: c, newWidth: least(c) + (c === stretched ? spare : 0) }))]);
}

let timer = null;
export function keepLayout(api) {
  isOwn = true;
  clearTimeout(timer);
  timer = setTimeout(() => ask(LAYOUT, { method: "PUT", body: now(api).map(toKept) }), 400);
}

export async function useKeptLayout(api) {
  const kept = await ask(LAYOUT);
  isOwn = kept.ok && kept.data.length > 0;
  if (isOwn) api.applyColumnState({ state: kept.data.map(fromKept), applyOrder: true });
  else fill(api);
}

export function ColumnsMenu({ grid, words }) {
  const [columns, setColumns] = useState([]);
  const panel = useRef(null);
  useEffect(() => {
    const onElsewhere = (event) => { if (!panel.current?.contains(event.target)) panel.current?.removeAttribute("open"); };
    window.addEventListener("pointerdown", onElsewhere);
    return () => window.removeEventListener("pointerdown", onElsewhere);
  }, []);
  const onKey = (event) => {
    if (event.key !== "Escape" || !panel.current.open) return;
    event.stopPropagation();
    panel.current.removeAttribute("open");
    panel.current.querySelector("summary").focus();
  };
  const read = () => setColumns(now(grid.current));
  const change = (act) => { act(grid.current); read(); keepLayout(grid.current); };
  const move = (place, step) => change((api) => api.applyColumnState({
    state: columns.toSpliced(place, 1).toSpliced(place + step, 0, columns[place]), applyOrder: true,
  }));
  const reset = async () => {
    clearTimeout(timer);
    grid.current.resetColumnState();
    isOwn = false;
    fill(grid.current);
    await ask(LAYOUT, { method: "PUT", body: [] });
    read();
  };
  const name = (c) => grid.current.getColumnDef(c.colId)?.headerName;
  return (
    <details ref={panel} className="columns-menu" onKeyDown={onKey} onToggle={(e) => e.currentTarget.open && read()}>
      <summary>{words.columns}</summary>
      <div className="columns-list">
        {columns.map((c, place) => (
          <div key={c.colId} className="columns-line">
            <label><input type="checkbox" checked={!c.hide} onChange={() => change((api) => api.setColumnsVisible([c.colId], c.hide))} /> {name(c)}</label>
            <button type="button" disabled={place === 0} aria-label={`${words.earlier}: ${name(c)}`} onClick={() => move(place, -1)}>↑</button>
            <button type="button" disabled={place === columns.length - 1} aria-label={`${words.later}: ${name(c)}`} onClick={() => move(place, 1)}>↓</button>
          </div>
        ))}
        <button type="button" className="columns-reset" onClick={reset}>{words.reset}</button>
      </div>
    </details>
  );
}
