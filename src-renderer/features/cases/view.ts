/** How a person looks at the cases: filter, row in focus, preview open. Kept while they open a case and come back. */
import { create } from 'zustand';

interface CasesView {
  readonly state: string | undefined;
  readonly benefit: string | undefined;
  readonly focused: number;
  readonly isPreviewOpen: boolean;
  /** True from opening a case until the list took the focus back. */
  readonly isAway: boolean;
}

const START: CasesView = {
  state: undefined,
  benefit: undefined,
  focused: 0,
  isPreviewOpen: true,
  isAway: false,
};

export const useCasesView = create<CasesView>(() => START);

/** For another person. */
export const forgetCasesView = (): void => useCasesView.setState(START);

export const setCasesView = (change: Partial<CasesView>): void => useCasesView.setState(change);
