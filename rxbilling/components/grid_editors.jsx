// Editors of cells: a text as people write it, and a search among accounts, tickets, services and reps.
import React, { useEffect, useRef, useState } from "react";
import { createPortal } from "react-dom";
import { ask } from "./grid_server.jsx";

// What begins to type replaces the old text; Enter and F2 begin with it.
const begin = (props, text) => {
  const key = props.eventKey ?? "";
  return key.length === 1 ? key : key === "Backspace" || key === "Delete" ? "" : text;
};

// What was typed, and not only what a cell held when it was entered: that may have changed since, and is no change.
export class Typed {
  constructor(text) { this.text = text; }
  toString() { return this.text; }
}

function useTyped(props) {
  const { data } = props;
  const refused = props.refused(data);
  const [typed, setTyped] = useState(() => begin(props, refused ?? props.typed(data)));
  const input = useRef(null);
  useEffect(() => {
    input.current.focus();
    if ((props.eventKey ?? "").length !== 1) input.current.select();
    // What was refused is refused again, and not passed over, where it is not mended.
    if (typed !== props.typed(data)) props.onValueChange(new Typed(typed));
    props.touch(typed !== (refused ?? props.typed(data)));
  }, []);
  const type = (text) => { props.touch(true); setTyped(text); props.onValueChange(new Typed(text)); };
  return [typed, type, input];
}

export function TextEditor(props) {
  const [typed, type, input] = useTyped(props);
  return <input ref={input} className="cell-input" value={typed} aria-label={props.colDef.headerName} aria-invalid={!!props.refused(props.data)} onChange={(e) => type(e.target.value)} />;
}

export function SearchEditor(props) {
  const [typed, type, input] = useTyped(props);
  const [answer, setAnswer] = useState({ text: null, list: [] });
  const [at, setAt] = useState(-1);
  const source = props.colDef.field;
  useEffect(() => {
    const stop = new AbortController();
    const query = new URLSearchParams({ part: at < 0 && typed === props.typed(props.data) ? "" : typed });
    if (source === "ticket") query.set("within", props.data.account_id);
    const timer = setTimeout(async () => {
      const got = await ask(`/app/choices/${source}?${query}`, { signal: stop.signal });
      if (got.ok) setAnswer({ text: typed, list: got.data.slice(0, 8) });
    }, 80);
    return () => { clearTimeout(timer); stop.abort(); };
  }, [typed]);
  const found = answer.list;
  const choose = (place) => { setAt(place); if (found[place]) props.onValueChange(new Typed(found[place].name)); };
  const onKeyDown = (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault(); event.stopPropagation();
      const step = event.key === "ArrowDown" ? 1 : -1;
      choose(Math.max(0, Math.min(found.length - 1, at + step)));
    } else if ((event.key === "Enter" || event.key === "Tab") && at < 0 && typed && answer.text === typed && found.length && typed !== props.typed(props.data)) {
      // The first that fits is what was meant, unless something is called exactly so. While the list is still that of
      // another text, what was typed goes to the server, which takes it only if it can mean one thing.
      const exact = found.findIndex((choice) => choice.name.toLowerCase() === typed.trim().toLowerCase());
      props.onValueChange(new Typed(found[Math.max(0, exact)].name));
    }
  };
  const list = `choices-${source}`;
  const place = input.current?.getBoundingClientRect();
  const above = place && place.bottom + 290 > window.innerHeight;
  const style = place && { left: place.left, ...(above ? { bottom: window.innerHeight - place.top } : { top: place.bottom }) };
  // The list hangs from the page, so that no cell cuts it off.
  return (
    <>
      <input
        ref={input} className="cell-input" value={typed} role="combobox" aria-expanded={found.length > 0} aria-controls={list}
        aria-activedescendant={at >= 0 ? `${list}-${at}` : undefined} aria-label={props.colDef.headerName} aria-invalid={!!props.refused(props.data)} autoComplete="off"
        onChange={(e) => { setAt(-1); type(e.target.value); }} onKeyDown={onKeyDown}
      />
      {found.length ? createPortal(
        <ul id={list} className="cell-choices" role="listbox" tabIndex={-1} aria-label={props.colDef.headerName} style={style}>
          {found.map((choice, number) => (
            <li
              key={choice.number} id={`${list}-${number}`} role="option" aria-selected={number === at}
              onMouseDown={(e) => { e.preventDefault(); props.onValueChange(new Typed(choice.name)); setTimeout(() => props.stopEditing(), 0); }}
            >
              {choice.name}{choice.hint ? <small> {choice.hint}</small> : null}
            </li>
          ))}
        </ul>, document.querySelector(".radix-themes") ?? document.body) : null}
    </>
  );
}
