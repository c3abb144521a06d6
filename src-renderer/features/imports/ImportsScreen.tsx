/** Importing a roster: choose a file, look at what would happen, import. Nothing is written before the last step. */
import { Screen } from '../../ui/Screen.tsx';
import { ChooseFile } from './ChooseFile.tsx';
import { ImportsHead } from './ImportsHead.tsx';
import { Look } from './Look.tsx';
import { RunView } from './RunView.tsx';
import { useImport } from './use-import.ts';
import './imports.css';

export function ImportsScreen() {
  const stage = useImport((state) => state.stage);
  if (stage.at === 'look') return <Look key={stage.preview.importId} stage={stage} />;
  return (
    <Screen layout="plain" head={<ImportsHead stage={stage} />}>
      {stage.at === 'choose' || stage.at === 'reading' ? (
        <ChooseFile stage={stage} />
      ) : (
        <RunView stage={stage} />
      )}
    </Screen>
  );
}
