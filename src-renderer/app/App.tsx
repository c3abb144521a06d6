/** The root: antd in our clothes, the reads' cache, and which of three a person sees: the gallery, the sign-in, or the
 *  frame with a screen.                                                                                             */
import { QueryClientProvider } from '@tanstack/react-query';
import { ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { useLayoutEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Role } from '#shared/domain/state.ts';
import { forgetReads, queryClient } from '../data/live-query.ts';
import { usePlaces } from '../data/places.ts';
import { useChannelState, useSession } from '../data/session.ts';
import { forgetCasesView } from '../features/cases/view.ts';
import { SignInScreen } from '../features/sign-in/SignInScreen.tsx';
import { useAppearance } from '../ui/appearance.ts';
import { setDeskTime } from '../ui/now.ts';
import { goTo, type Route, startOver, useRoute } from '../ui/route.ts';
import { useSearch } from '../ui/search.ts';
import { desksOf } from './desks.ts';
import { ErrorScreen } from './ErrorScreen.tsx';
import { Frame } from './frame/Frame.tsx';
import { screenOf } from './routes.tsx';
import { antdConfig } from './theme.ts';

/** The window opened before the replica of this computer answered, or with a key that is no longer good. */
function NoReplica() {
  const { t } = useTranslation();
  return (
    <main className="error-screen" role="status">
      <h1>{t('ui.lost.never')}</h1>
      <p>{t('ui.lost.neverKept')}</p>
      <p>{t('ui.lost.neverTodo')}</p>
    </main>
  );
}

/** What the person before looked for, read and opened is gone before the next one sees the window. */
function useCleanRoom(accountId: number | undefined): void {
  const before = useRef(accountId);
  useLayoutEffect(() => {
    if (before.current !== undefined && before.current !== accountId) {
      forgetReads();
      forgetCasesView();
      startOver();
      useSearch.getState().setText('');
    }
    before.current = accountId;
  }, [accountId]);
}

function useDeskTime(now: string | undefined): void {
  useLayoutEffect(() => {
    if (now) setDeskTime(now);
  }, [now]);
}

/** Whoever has no desk of today begins at the first that they have. */
function useFirstDesk(role: Role | undefined, route: Route): void {
  const desks = role ? desksOf(role) : [];
  const first =
    route.screen === 'today' && !desks.some(({ screen }) => screen === 'today') && desks[0]?.screen;
  useLayoutEffect(() => {
    if (first) goTo({ screen: first }, true);
  }, [first]);
}

function Room() {
  const session = useSession();
  useCleanRoom(session?.me?.accountId);
  useDeskTime(session?.now);
  const route = useRoute();
  useFirstDesk(session?.me?.role, route);
  const channel = useChannelState();
  const arePlacesHere = usePlaces(Boolean(session?.me));
  if (!session) return channel === 'lost' ? <NoReplica /> : null;
  if (session.state === 'locked' || !session.me) return <SignInScreen session={session} />;
  if (!arePlacesHere) return null;
  return (
    <Frame me={session.me}>
      <ErrorScreen key={JSON.stringify(route)}>{screenOf(route)}</ErrorScreen>
    </Frame>
  );
}

export function App() {
  const typeScale = useAppearance((state) => state.typeScale);
  const highContrast = useAppearance((state) => state.highContrast);
  const motion = useAppearance((state) => state.motion);
  // Read at the root, so that every screen is drawn anew in the new words.
  const language = useAppearance((state) => state.language);
  const config = useMemo(
    () => antdConfig({ typeScale, highContrast, motion }),
    [typeScale, highContrast, motion],
  );
  return (
    <ConfigProvider {...config} locale={language === 'en' ? enUS : zhCN}>
      <QueryClientProvider client={queryClient}>
        <ErrorScreen>
          <Room />
        </ErrorScreen>
      </QueryClientProvider>
    </ConfigProvider>
  );
}
