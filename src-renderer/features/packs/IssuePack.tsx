/** Issuing the county's next pack: choose the signed file, read every fault or every cell that changes, then issue. Nothing is written before. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PackLook } from '#shared/rpc/pack-shapes.ts';
import { desk } from '../../data/desk.ts';
import { sayCode, sayRefusal } from '../../text/codes.ts';
import { ActButton } from '../../ui/ActButton.tsx';
import { FileButton } from '../../ui/FileButton.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { sayAmount, sayCell, sayDay, sayFault, sayFrom, sayNumber, sayValue } from './say.ts';

function Looked({ look }: { look: PackLook }) {
  const { t } = useTranslation();
  if (look.faults.length)
    return (
      <div role="alert">
        <p>{t('packs.refused')}</p>
        <ul className="plain-lines">
          {look.faults.map((fault) => (
            <li key={`${fault.code} ${fault.month ?? ''} ${fault.benefit ?? ''}`}>{sayFault(fault)}</li>
          ))}
        </ul>
      </div>
    );
  return (
    <>
      <p>
        {t('packs.look', {
          ...{ name: look.name ?? '', document: look.documentNo ?? '', from: sayDay(look.validFrom) },
        })}
      </p>
      {look.changes.length + look.numbers.length === 0 ? (
        <p className="faint">{t('packs.nothingChanges')}</p>
      ) : (
        <table className="packs-table">
          <tbody>
            {look.changes.map(({ month, standard, beforeFen, afterFen }) => (
              <tr key={`${month} ${standard.id}`}>
                <td>{sayFrom(month)}</td>
                <td>{sayCode('benefit', standard.benefit)}</td>
                <td>{sayCell(standard)}</td>
                <td>{sayAmount(beforeFen)}</td>
                <td>
                  → <b>{sayAmount(afterFen)}</b>
                </td>
              </tr>
            ))}
            {look.numbers.map(({ name, before, after }) => (
              <tr key={name}>
                <td colSpan={3}>{sayNumber(name)}</td>
                <td>{sayValue(before)}</td>
                <td>
                  → <b>{sayValue(after)}</b>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}

export function IssuePack() {
  const { t } = useTranslation();
  const [look, setLook] = useState<PackLook>();
  const [said, setSaid] = useState('');
  const [formId, setFormId] = useState('');
  const choose = async (file: File): Promise<void> => {
    setSaid('');
    setLook(undefined);
    setFormId(crypto.randomUUID());
    setLook(await desk().packs.look({ file: await file.text() }));
  };
  const issue = async (): Promise<void> => {
    const result = await desk().command.issue({ name: 'pack.issue', args: look?.args, formId });
    setSaid(result.ok ? t('packs.issuedNow') : sayRefusal(result.code));
    if (result.ok) setLook(undefined);
  };
  return (
    <Panel title={t('packs.issueTitle')} icon="stamp">
      <p className="quiet">{t('packs.issueNote')}</p>
      <FileButton
        word={t('packs.file')}
        accept=".json,application/json"
        onFile={(file) => void choose(file)}
      />
      {look && <Looked look={look} />}
      {look && !look.faults.length && (
        <ActButton main onClick={() => void issue()}>
          {t('packs.issue')}
        </ActButton>
      )}
      {said && <p role="status">{said}</p>}
    </Panel>
  );
}
