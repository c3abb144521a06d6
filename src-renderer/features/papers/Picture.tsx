/** A picture that can be looked at closely: as large as its place at first, then larger in steps, turned by quarters, moved by its place's own
 *  scrolling.                                                                                                         */
import { useLayoutEffect, useRef, useState } from 'react';

export interface Look {
  /** 1: as large as fits. */
  readonly zoom: number;
  /** Quarters clockwise, 0 to 3. */
  readonly turns: number;
}

export const WHOLE: Look = { zoom: 1, turns: 0 };
const STEP = 1.25;
const ZOOM_MAX = 8;

export const larger = ({ zoom, turns }: Look): Look => ({ turns, zoom: Math.min(ZOOM_MAX, zoom * STEP) });
export const smaller = ({ zoom, turns }: Look): Look => ({ turns, zoom: Math.max(1, zoom / STEP) });
export const turned = ({ zoom, turns }: Look): Look => ({ zoom, turns: (turns + 1) % 4 });

interface Size {
  readonly width: number;
  readonly height: number;
}
const NO_SIZE: Size = { width: 0, height: 0 };

/** Size on the screen of a picture turned by quarters, in a place. */
export function shownSize(picture: Size, place: Size, { zoom, turns }: Look): Size {
  const [width, height] = turns % 2 ? [picture.height, picture.width] : [picture.width, picture.height];
  if (!width || !height) return NO_SIZE;
  const fit = Math.min(place.width / width, place.height / height, 1) * zoom;
  return { width: Math.round(width * fit), height: Math.round(height * fit) };
}

interface PictureProps {
  readonly address: string;
  readonly name: string;
  readonly look: Look;
  readonly onBroken: () => void;
}

export function Picture({ address, name, look, onBroken }: PictureProps) {
  const place = useRef<HTMLDivElement>(null);
  const [placeSize, setPlaceSize] = useState(NO_SIZE);
  const [pictureSize, setPictureSize] = useState(NO_SIZE);
  useLayoutEffect(() => {
    const element = place.current;
    if (!element) return undefined;
    const measure = () => setPlaceSize({ width: element.clientWidth, height: element.clientHeight });
    measure();
    const watcher = new ResizeObserver(measure);
    watcher.observe(element);
    return () => watcher.disconnect();
  }, []);
  const shown = shownSize(pictureSize, placeSize, look);
  const isAcross = look.turns % 2 === 1;
  return (
    // Reachable by Tab, so that an enlarged picture is moved by the arrows.
    <div className="picture-place" ref={place} tabIndex={0}>
      <div className="picture-frame" style={{ width: shown.width, height: shown.height }}>
        <img
          src={address}
          alt={name}
          draggable={false}
          onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) =>
            setPictureSize({ width: naturalWidth, height: naturalHeight })
          }
          onError={onBroken}
          style={{
            width: isAcross ? shown.height : shown.width,
            height: isAcross ? shown.width : shown.height,
            transform: `translate(-50%, -50%) rotate(${look.turns * 90}deg)`,
          }}
        />
      </div>
    </div>
  );
}
