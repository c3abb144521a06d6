/** Whose value is whose. The record's «mine» is the act that arrived later, on whichever desk it is looked at; on the screen
 *  «我的» is the person who looks. Someone who made neither sees both names.                                       */
import type { ConflictPage } from '#shared/rpc/desk-shapes.ts';
import { t } from '../../text/i18n.ts';

export type SideName = 'mine' | 'theirs';

export interface SideView {
  /** The record's name of this side, which is what the command takes. */
  readonly side: SideName;
  readonly title: string;
  readonly unit: string;
  readonly who: string;
  readonly at: string;
  readonly device: string;
}

/** The two sides, the looking person's first. */
export function sidesFor(
  page: ConflictPage,
  me: { readonly personName: string; readonly unitName: string },
): [SideView, SideView] {
  const isMe = (side: ConflictPage['mine']): boolean =>
    side.who === me.personName && side.unit === me.unitName;
  const knows = isMe(page.mine) || isMe(page.theirs);
  const view = (side: SideName): SideView => {
    const { who, unit, at, device } = page[side];
    const title = knows
      ? t(isMe(page[side]) ? 'conflicts.sides.mine' : 'conflicts.sides.theirs')
      : who || t('conflicts.sides.theirs');
    return { side, title, unit, who, at, device };
  };
  return isMe(page.theirs) && !isMe(page.mine)
    ? [view('theirs'), view('mine')]
    : [view('mine'), view('theirs')];
}
