/** A QR code as one path of an SVG: sharp on every printer, no picture and no style in the markup. */
import encodeQR from 'qr';
import { useMemo } from 'react';

/** Light modules around it, without which readers do not find it. */
const QUIET = 4;

export function QrCode({ text, label }: { text: string; label: string }) {
  const { path, side } = useMemo(() => {
    const rows = encodeQR(text, 'raw', { ecc: 'medium', border: QUIET });
    const squares = rows.flatMap((row, y) =>
      row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])),
    );
    return { path: squares.join(''), side: rows.length };
  }, [text]);
  return (
    <svg
      className="document-qr"
      viewBox={`0 0 ${side} ${side}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
    >
      <path d={path} />
    </svg>
  );
}
