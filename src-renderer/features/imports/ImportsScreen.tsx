/** Importing a roster: choose a file, match its columns, look at what would happen, import. Nothing is written before the last step. */
import { Screen } from '../../ui/Screen.tsx';
import { CheckingLine } from './CheckingLine.tsx';
import { ChooseFile } from './ChooseFile.tsx';
import { ColumnsStep } from './ColumnsStep.tsx';
import { ImportsHead } from './ImportsHead.tsx';
import { Look } from './Look.tsx';
import { RunView } from './RunView.tsx';
import { useImport } from './use-import.ts';
import './imports.css';

export function ImportsScreen() {
  const stage = useImport((state) => state.stage);
  if (stage.at === 'look') return <Look key={stage.preview.importId} stage={stage} />;
  if (stage.at === 'columns' && stage.checking === undefined) return <ColumnsStep stage={stage} />;
  return (
    <Screen layout="plain" head={<ImportsHead stage={stage} />}>
      {stage.at === 'choose' && <ChooseFile stage={stage} />}
      {stage.at === 'reading' && <CheckingLine fileName={stage.fileName} checking={stage.checking} />}
      {stage.at === 'columns' && (
        <CheckingLine fileName={stage.preview.fileName} checking={stage.checking ?? null} />
      )}
      {(stage.at === 'running' || stage.at === 'done') && <RunView stage={stage} />}
    </Screen>
  );
}
