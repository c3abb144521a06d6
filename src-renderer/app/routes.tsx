/** Which component each screen is. Where the person is, and the way back, is ui/route.ts. */
import type { ReactNode } from 'react';
import { CasePage } from '../features/case/CasePage.tsx';
import { CasesScreen } from '../features/cases/CasesScreen.tsx';
import { ConflictsScreen } from '../features/conflicts/ConflictsScreen.tsx';
import { ImportsScreen } from '../features/imports/ImportsScreen.tsx';
import { IntakeScreen } from '../features/intake/IntakeScreen.tsx';
import { PeopleScreen } from '../features/people/PeopleScreen.tsx';
import { ReviewScreen } from '../features/review/ReviewScreen.tsx';
import { SettingsScreen } from '../features/settings/SettingsScreen.tsx';
import { SyncScreen } from '../features/sync/SyncScreen.tsx';
import { TodayScreen } from '../features/today/TodayScreen.tsx';
import type { Route } from '../ui/route.ts';
import { Gallery } from './gallery/Gallery.tsx';

export function screenOf(route: Route): ReactNode {
  switch (route.screen) {
    case 'today':
      return <TodayScreen />;
    case 'intake':
      return (
        <IntakeScreen
          personId={route.personId}
          draftKey={route.draftKey}
          submittedOn={route.submittedOn}
        />
      );
    case 'cases':
      return <CasesScreen />;
    case 'case':
      return <CasePage key={route.personId} personId={route.personId} />;
    case 'review':
      return <ReviewScreen applicationId={route.applicationId} />;
    case 'conflicts':
      return <ConflictsScreen conflictId={route.conflictId} />;
    case 'people':
      return <PeopleScreen pair={route.pair} correct={route.correct} />;
    case 'imports':
      return <ImportsScreen />;
    case 'sync':
      return <SyncScreen act={route.act} />;
    case 'settings':
      return <SettingsScreen />;
    case 'gallery':
      return <Gallery />;
  }
}
