/** The stations of a file in a plain list: done with its day, now, returned, refused, not yet. */
import type { ApplicationView } from '#shared/rpc/desk-shapes.ts';
import { sayDate } from '../../text/dates.ts';
import { t } from '../../text/i18n.ts';
import { Icon, type IconName } from '../../ui/icon/Icon.tsx';

type Status = ApplicationView['stations'][number]['status'];

const ICONS: Readonly<Record<Status, IconName>> = {
  done: 'check',
  now: 'pen',
  returned: 'back',
  refused: 'cross',
  later: 'dash',
};

/** The day it was done, or since when it stands so. */
function sayStation(status: Status, on: string | null): string {
  if (status === 'done' && on) return sayDate(on);
  const word = t(`case.stationAlt.${status}`);
  return on && status !== 'later' ? t('case.stationSince', { word, date: sayDate(on) }) : word;
}

export function Stations({ application }: { application: ApplicationView }) {
  return (
    <ol className="stations">
      {application.stations.map(({ station, status, on }) => (
        <li
          key={station}
          className={`station is-${status}`}
          aria-current={status === 'now' ? 'step' : undefined}
        >
          <Icon name={ICONS[status]} />
          <div>
            <b>{t(`case.stations.${station}`)}</b>
            <span className="station-day">{sayStation(status, on)}</span>
          </div>
        </li>
      ))}
    </ol>
  );
}
