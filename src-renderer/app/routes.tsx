/** Which component each screen is. Where the person is, and the way back, is ui/route.ts. */
import type { ReactNode } from 'react';
import { CasePage } from '../features/case/CasePage.tsx';
import { CasesScreen } from '../features/cases/CasesScreen.tsx';
import { ChecksScreen } from '../features/checks/ChecksScreen.tsx';
import { ConflictsScreen } from '../features/conflicts/ConflictsScreen.tsx';
import { ImportsScreen } from '../features/imports/ImportsScreen.tsx';
import { IntakeScreen } from '../features/intake/IntakeScreen.tsx';
import { RegisterScreen } from '../features/mend/RegisterScreen.tsx';
import { MattersScreen } from '../features/matters/MattersScreen.tsx';
import { PaymentsScreen } from '../features/payments/PaymentsScreen.tsx';
import { PacksScreen } from '../features/packs/PacksScreen.tsx';
import { PeopleScreen } from '../features/people/PeopleScreen.tsx';
import { PublicityScreen } from '../features/publicity/PublicityScreen.tsx';
import { ReportsScreen } from '../features/reports/ReportsScreen.tsx';
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
          mend={route.mend}
        />
      );
    case 'cases':
      return <CasesScreen />;
    case 'case':
      return (
        <CasePage
          key={`${route.personId} ${route.mend ?? ''}`}
          personId={route.personId}
          mend={route.mend}
          entry={route.entry}
        />
      );
    case 'review':
      return <ReviewScreen key={route.mend} applicationId={route.applicationId} mend={route.mend} />;
    case 'conflicts':
      return <ConflictsScreen key={route.mend} conflictId={route.conflictId} mend={route.mend} />;
    case 'people':
      return <PeopleScreen pair={route.pair} correct={route.correct} />;
    case 'publicity':
      return <PublicityScreen {...route} />;
    case 'checks':
      return <ChecksScreen {...route} />;
    case 'payments':
      return <PaymentsScreen rosterId={route.rosterId} />;
    case 'imports':
      return <ImportsScreen />;
    case 'reports':
      return <ReportsScreen tab={route.tab} />;
    case 'sync':
      return <SyncScreen act={route.act} receipts={route.receipts} />;
    case 'register':
      return <RegisterScreen key={route.mend} mend={route.mend} />;
    case 'settings':
      return <SettingsScreen />;
    case 'matters':
      return <MattersScreen tab={route.tab} />;
    case 'packs':
      return <PacksScreen />;
    case 'gallery':
      return <Gallery />;
  }
}
