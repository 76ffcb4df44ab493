// The time since an instant, ticking in the browser: nothing is sent each second.
import React, { useEffect, useRef, useState } from "react";

const two = (number) => String(number).padStart(2, "0");
const shown = (seconds) => `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;

export function Ticking({ since, now, lateAt, onLate }) {
  const [, tick] = useState(0);
  // The browser's clock may be wrong: what counts is how far it is from the server's.
  const ahead = useRef(0);
  const told = useRef(0);
  useEffect(() => { ahead.current = Math.floor(Date.now() / 1000) - now; tick((count) => count + 1); }, [now, since]);
  useEffect(() => {
    const timer = window.setInterval(() => {
      tick((count) => count + 1);
      if (told.current !== lateAt && now < lateAt && Date.now() / 1000 - ahead.current >= lateAt) { told.current = lateAt; onLate?.(); }
    }, 1000);
    return () => window.clearInterval(timer);
  }, [lateAt, now]);
  const seconds = Math.max(0, Math.floor(Date.now() / 1000) - ahead.current - since);
  return <span className="ticking" role="timer">{shown(seconds)}</span>;
}
