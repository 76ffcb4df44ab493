// A field in which one types to find something, and picks it: arrows and Enter, or the mouse. Offers come over HTTP.
import React, { useEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";

const fitOf = (found, typed) => found.find((offer) => same(offer.name, typed)) || (found.length === 1 ? found[0] : null);
const same = (a, b) => a.trim().toLowerCase() === b.trim().toLowerCase();

export function Picker({ inputId, name, url, value, text, firsts, placeholder, nothing, focus, onPick }) {
  const input = useRef(null);
  const [typed, setTyped] = useState(text || "");
  const [picked, setPicked] = useState(value || "0");
  const [offers, setOffers] = useState(null);
  const [at, setAt] = useState(-1);
  const asked = useRef(0);
  // Whoever types faster than the answers come has gone on already: "first" takes the first offer, "fit" one that fits.
  const looking = useRef(false);
  const marking = useRef(false);
  const then = useRef("");

  // What the page sets (a recent combination, another account) takes the place of what was typed.
  useEffect(() => { setTyped(text || ""); setPicked(value || "0"); setOffers(null); }, [value, text]);
  useEffect(() => { if (focus) window.setTimeout(() => input.current?.focus(), 60); }, []);

  const look = async (part, mark) => {
    const mine = ++asked.current;
    looking.current = true;
    marking.current = Boolean(mark);
    then.current = "";
    const answer = await fetch(`${url}${url.includes("?") ? "&" : "?"}part=${encodeURIComponent(part)}`, { credentials: "same-origin" });
    const found = answer.ok ? await answer.json() : [];
    if (mine !== asked.current) return;
    looking.current = false;
    const all = part ? found : [...(firsts || []), ...found];
    const chosen = then.current === "first" ? all[0] : then.current === "fit" ? fitOf(found, part) : null;
    if (chosen) { pick(chosen); return; }
    if (then.current === "fit") { close(); return; }
    // At once: Enter may be pressed before the list would be shown.
    flushSync(() => { setOffers(all); setAt(mark && all.length ? 0 : -1); });
  };
  const close = () => { asked.current += 1; looking.current = false; setOffers(null); setAt(-1); };
  const pick = (offer) => {
    close();
    // A combination fills the other fields too: the page answers with all of them.
    if (!offer.isCombination) { setTyped(offer.name); setPicked(String(offer.number)); }
    onPick?.(String(offer.number), offer.name);
  };
  const onType = (part) => {
    setTyped(part);
    setPicked(part.trim() ? "-1" : "0");
    if (!part.trim() && picked !== "0") onPick?.("0", "");
    look(part, part.trim() !== "");
  };
  // Not before the focus is where it goes: a dialog takes it when something vanishes while nothing has it.
  const onLeave = () => {
    if (picked === "-1" && looking.current) { then.current = "fit"; return; }
    const fit = fitOf((offers || []).filter((offer) => !offer.isCombination), typed);
    if (picked === "-1" && fit) pick(fit);
    else close();
  };
  const onKey = (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (offers === null) { look(picked === "-1" ? typed : "", true); return; }
      const step = event.key === "ArrowDown" ? 1 : -1;
      setAt((now) => (offers.length ? (now + step + offers.length) % offers.length : -1));
    } else if (event.key === "Enter" && !event.ctrlKey && looking.current && marking.current) {
      event.preventDefault();
      then.current = "first";
    } else if (event.key === "Enter" && !event.ctrlKey && offers !== null && at >= 0) {
      event.preventDefault();
      pick(offers[at]);
    }
  };
  useEffect(() => {
    if (offers === null) return undefined;
    // Before the dialog around it hears of the key: Escape closes the list only.
    const onEscape = (event) => { if (event.key === "Escape") { event.stopImmediatePropagation(); close(); } };
    window.addEventListener("keydown", onEscape, true);
    return () => window.removeEventListener("keydown", onEscape, true);
  }, [offers === null]);
  useEffect(() => {
    if (at >= 0) document.getElementById(`${inputId}-${at}`)?.scrollIntoView({ block: "nearest" });
  }, [at]);

  return (
    <div className="picker">
      <input
        ref={input} id={inputId} type="text" role="combobox" autoComplete="off" className="plain-input"
        aria-expanded={offers !== null} aria-controls={`${inputId}-list`} aria-autocomplete="list"
        aria-activedescendant={at >= 0 ? `${inputId}-${at}` : undefined}
        value={typed} placeholder={placeholder}
        onChange={(event) => onType(event.target.value)} onKeyDown={onKey} onBlur={() => window.setTimeout(onLeave)}
        onFocus={() => { if (!typed && firsts?.length) look(""); }}
        onClick={() => { if (offers === null) look(picked === "-1" ? typed : ""); }}
      />
      <input type="hidden" name={name} value={picked} />
      {offers !== null && (
        <ul id={`${inputId}-list`} role="listbox" tabIndex={-1} className="picks">
          {offers.map((offer, index) => (
            <li
              key={`${offer.number}`} id={`${inputId}-${index}`} role="option" aria-selected={index === at}
              className={index === at ? "pick pick-at" : "pick"}
              onMouseDown={(event) => { event.preventDefault(); pick(offer); }}
            >
              <span>{offer.name}</span><span className="hit-hint">{offer.hint}</span>
            </li>
          ))}
          {offers.length === 0 && <li className="hit-none">{nothing}</li>}
        </ul>
      )}
    </div>
  );
}
