/** The frame around every screen: skip link, top bar, navigation, sheet with the calm strip, status bar; and the keys that
 *  work everywhere (Alt+digit, F3, F5, F6, Esc).                                                                    */
import { type ReactNode, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { desk } from '../../data/desk.ts';
import type { Me } from '../../data/session.ts';
import { type KeyAct, useKeys } from '../../ui/keys.ts';
import { goBack, goTo } from '../../ui/route.ts';
import { deskKey, desksOf } from '../desks.ts';
import { LinkStrip } from './LinkStrip.tsx';
import { Nav } from './Nav.tsx';
import { goRegion } from './regions.ts';
import { StatusBar } from './StatusBar.tsx';
import { TopBar } from './TopBar.tsx';

export function Frame({ me, children }: { me: Me; children: ReactNode }) {
  const { t } = useTranslation();
  const sheet = useRef<HTMLElement>(null);
  const desks = useMemo(() => desksOf(me.role), [me.role]);
  const keys: KeyAct[] = [
    ...desks.flatMap(({ screen }, at) => {
      const key = deskKey(at);
      return key ? [{ key, run: () => goTo({ screen }) }] : [];
    }),
    {
      key: 'F5',
      run: () =>
        void desk()
          .link.tryNow()
          .catch(() => undefined),
    },
    { key: 'F6', run: () => goRegion(1) },
    { key: 'Shift+F6', run: () => goRegion(-1) },
    { key: 'Esc', run: goBack },
  ];
  useKeys(keys, 'frame');
  return (
    <div className="frame">
      <button type="button" className="skip-link" onClick={() => sheet.current?.focus()}>
        {t('frame.skip')}
      </button>
      <TopBar me={me} computerName={me.computerName} />
      <Nav desks={desks} />
      <main className="sheet" ref={sheet} data-region aria-label={t('frame.regions.sheet')} tabIndex={-1}>
        <LinkStrip />
        {children}
      </main>
      <StatusBar />
    </div>
  );
}
