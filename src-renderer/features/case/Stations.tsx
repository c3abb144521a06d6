/** The stations of a file in a plain list: done with its day, now, returned, refused, not yet. */
import { useTranslation } from 'react-i18next';
import type { ApplicationView } from '#shared/rpc/desk-shapes.ts';
import { sayDate } from '../../text/dates.ts';
import { Icon, type IconName } from '../../ui/icon/Icon.tsx';

type Status = ApplicationView['stations'][number]['status'];

const ICONS: Readonly<Record<Status, IconName>> = {
  done: 'check',
  now: 'pen',
  returned: 'back',
  refused: 'cross',
  later: 'dash',
};

export function Stations({ application }: { application: ApplicationView }) {
  const { t } = useTranslation();
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
            <span className="station-day">
              {status === 'done' && on ? sayDate(on) : t(`case.stationAlt.${status}`)}
              {status !== 'done' && status !== 'later' && on && ` ${sayDate(on)}`}
            </span>
          </div>
        </li>
      ))}
    </ol>
  );
}
