/** What every tab of 统计 is given: the head with the tabs, which it puts over its page, or leaves out while a sheet is open. */
import type { ReactNode } from 'react';

export interface TabProps {
  readonly head: ReactNode;
}
