// Undoing in the grid: at once what was changed on this page, and what was changed before only after a question.
import React, { useEffect, useRef, useState } from "react";
import { Question } from "./grid_question.jsx";
import { ask } from "./grid_server.jsx";

const FIELDS = /^(INPUT|TEXTAREA|SELECT)$/;
// Wherever one is on the page but not in a field or a dialog: a dialog that closes leaves nobody in the list.
const isFor = (event) => (event.ctrlKey || event.metaKey) && !event.altKey
  && !document.querySelector("[role=dialog], [role=alertdialog]")
  && !(FIELDS.test(event.target.tagName ?? "") && event.target.type !== "checkbox");

// ``settled`` waits for what is on its way to the server, ``onDone`` is given what an answer says, ``onRefused`` why not.
export function useUndo(handlers) {
  const latest = useRef(handlers);
  latest.current = handlers;
  // Numbers of the changes that were made on this page, and of those of them that are undone, the last ones last.
  const made = useRef([]);
  const undone = useRef([]);
  const [offer, setOffer] = useState(null);
  const queue = useRef(Promise.resolve());
  // One after the other: each is undone from what the one before left.
  const next = (work) => { queue.current = queue.current.then(latest.current.settled).then(work); };

  const turn = async (address, number, from, to) => {
    const answer = await ask(`${address}?change=${number}`, { method: "POST" });
    if (answer.status === 0) { latest.current.onRefused(answer); return; }
    from.current = from.current.filter((one) => one !== number);
    if (!answer.ok) { latest.current.onRefused(answer); return; }
    to.current.push(number);
    latest.current.onDone(answer.data);
  };
  const look = async () => {
    const answer = await ask("/app/undo");
    if (answer.ok) setOffer(answer.data); else latest.current.onRefused(answer);
  };
  // What is offered beside a change undoes that one, else it is what was done last.
  const undo = (number) => next(() => {
    const change = number ?? made.current.at(-1);
    return change === undefined ? look() : turn("/app/undo", change, made, undone);
  });
  const redo = () => next(() => {
    const change = undone.current.at(-1);
    return change === undefined ? latest.current.onNothing() : turn("/app/redo", change, undone, made);
  });
  const note = (change) => { if (change) { made.current.push(change); undone.current = []; } };

  useEffect(() => {
    const onKey = (event) => {
      const key = event.key.toLowerCase(), again = key === "y" || key === "z" && event.shiftKey;
      if (key !== "z" && key !== "y" || !isFor(event) || latest.current.isEditing()) return;
      event.preventDefault();
      if (again) redo(); else undo();
    };
    const onUndo = (event) => undo(event.detail ?? undefined);
    const onChanged = (event) => note(event.detail);
    window.addEventListener("keydown", onKey);
    window.addEventListener("rxbilling-undo", onUndo);
    window.addEventListener("rxbilling-changed", onChanged);
    return () => {
      window.removeEventListener("keydown", onKey);
      window.removeEventListener("rxbilling-undo", onUndo);
      window.removeEventListener("rxbilling-changed", onChanged);
    };
  }, []);
  return { note, question: { offer, close: () => setOffer(null), undo } };
}

export function UndoQuestion({ offer, close, undo, words, lang }) {
  const when = offer && new Intl.DateTimeFormat(lang, { dateStyle: "medium", timeStyle: "short", hourCycle: "h23" })
    .format(new Date(offer.at * 1000));
  return (
    <Question
      asked={offer} close={close} words={words} title={words.undo_title} label={words.undo}
      text={offer && <><strong>{offer.said}</strong> {words.undo_when.replace("{when}", when)}</>} onYes={() => undo(offer.change)}
    />
  );
}
