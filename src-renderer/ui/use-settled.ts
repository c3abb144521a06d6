/** A value once it has stood still: holding ↓ reads the preview of the row where it stops, not of every row on the way. */
import { useEffect, useState } from 'react';

export function useSettled<T>(value: T, stillMs: number): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), stillMs);
    return () => clearTimeout(timer);
  }, [value, stillMs]);
  return settled;
}
