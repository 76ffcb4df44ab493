// A combo box (WAI-ARIA): what is typed is searched over HTTP, arrows choose, Enter takes, Escape closes the list.
import React, { useEffect, useRef, useState } from "react";

export function Picker({ field, url, number, text, empty, hint, required, onPick }) {
  const [typed, setTyped] = useState(text);
  const [chosen, setChosen] = useState({ number, name: text });
  const [hits, setHits] = useState(null); // null: the list is closed
  const [at, setAt] = useState(0);
  const asked = useRef(0), timer = useRef(null), list = useRef(null);

  useEffect(() => { setTyped(text); setChosen({ number, name: text }); }, [number, text]);
  useEffect(() => { list.current?.children[at]?.scrollIntoView({ block: "nearest" }); }, [at, hits]);
  useEffect(() => () => window.clearTimeout(timer.current), []);
  // A dialog closes on Escape: the list closes first, and the dialog does not hear of it.
  useEffect(() => {
    if (hits === null) return undefined;
    const onKey = (e) => { if (e.key === "Escape") { e.stopPropagation(); e.preventDefault(); drop(); } };
    window.addEventListener("keydown", onKey, true);
    return () => window.removeEventListener("keydown", onKey, true);
  });

  const ask = async (part) => {
    const sign = url.includes("?") ? "&" : "?";
    const answer = await fetch(`${url}${sign}part=${encodeURIComponent(part)}`, { credentials: "same-origin" }).catch(() => null);
    return answer?.ok ? answer.json() : [];
  };
  const search = (part, wait) => {
    const turn = ++asked.current;
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(async () => {
      const found = await ask(part);
      if (turn === asked.current) { setHits(found); setAt(0); }
    }, wait);
  };
  const close = () => { asked.current += 1; window.clearTimeout(timer.current); setHits(null); };
  const drop = () => { close(); setTyped(chosen.name); };
  const take = (hit) => {
    close();
    setTyped(hit.name);
    setChosen(hit);
    if (hit.number !== chosen.number) onPick?.(hit.number);
  };
  // Who types a whole name and goes on need not wait for the list.
  const leave = async () => {
    const wanted = typed.trim().toLowerCase();
    close();
    if (wanted === chosen.name.toLowerCase()) return setTyped(chosen.name);
    if (wanted === "") return take({ number: 0, name: "" });
    const found = await ask(typed.trim());
    const same = found.find((hit) => hit.name.toLowerCase() === wanted) ?? (found.length === 1 ? found[0] : null);
    return same ? take(same) : setTyped(chosen.name);
  };
  const onKeyDown = (e) => {
    if (e.key === "ArrowDown" || e.key === "ArrowUp") {
      e.preventDefault();
      if (hits === null) search("", 0);
      else if (hits.length) setAt((at + (e.key === "ArrowDown" ? 1 : hits.length - 1)) % hits.length);
    } else if (e.key === "Enter" && hits !== null) {
      e.preventDefault();
      if (hits[at]) take(hits[at]);
    }
  };

  const id = (place) => `${field}-option-${place}`;
  return (
    <div className="picker">
      <input
        id={field} className="plain-input" role="combobox" autoComplete="off" spellCheck={false} placeholder={hint}
        aria-autocomplete="list" aria-expanded={hits !== null} aria-controls={`${field}-list`} aria-required={required || undefined}
        aria-activedescendant={hits?.length ? id(at) : undefined} value={typed}
        onChange={(e) => { setTyped(e.target.value); search(e.target.value, 150); }}
        onClick={() => { if (hits === null) search("", 0); }}
        onFocus={(e) => e.target.select()} onBlur={leave} onKeyDown={onKeyDown}
      />
      <input type="hidden" name={field} value={chosen.number ? String(chosen.number) : ""} />
      {hits !== null && (
        <ul className="picks" role="listbox" id={`${field}-list`} ref={list} aria-label={hint}>
          {hits.map((hit, place) => (
            <li
              key={hit.number} id={id(place)} role="option" aria-selected={place === at} className={place === at ? "pick pick-at" : "pick"}
              onMouseDown={(e) => e.preventDefault()} onClick={() => take(hit)} onMouseEnter={() => setAt(place)}
            >
              <span className="pick-name">{hit.name}</span>
              {hit.hint && <span className="pick-hint">{hit.hint}</span>}
            </li>
          ))}
          {hits.length === 0 && <li className="pick pick-none" role="option" aria-selected={false} aria-disabled>{empty}</li>}
        </ul>
      )}
    </div>
  );
}
