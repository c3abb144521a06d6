/** Statements of a desk's process that dies in the middle of its work, when a fuse has burnt down. */
import type { ReplicaDatabase } from '../../src-main/replica/store/open.ts';
import { Statements } from '../../src-main/replica/store/statements.ts';

/** The process was killed here. */
export class PowerCut extends Error {}

/** Statements of a process that dies when its fuse has burnt down. */
export class FusedStatements extends Statements {
  /** Statements still to run; null when nothing is to happen. */
  fuse: number | null = null;
  isDead = false;
  private readonly cut: () => void;

  constructor(db: ReplicaDatabase, cut: () => void) {
    super(db);
    this.cut = cut;
  }

  override prepare(sql: string): ReturnType<Statements['prepare']> {
    if (!this.isDead && this.fuse !== null && this.fuse-- <= 0) {
      this.isDead = true;
      this.cut();
    }
    if (this.isDead) throw new PowerCut('killed');
    return super.prepare(sql);
  }
}
