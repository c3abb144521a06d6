/** Prepared statements of one connection, kept by their text in a bounded map; kysely compiles queries, this runs them.
 *  Nothing awaits: SQLite is called in the same tick, so a transaction can never be left open across a wait. */
import type Database from 'better-sqlite3';
import type { Compilable } from 'kysely';
import type { ReplicaDatabase } from './open.ts';

const STATEMENTS_MAX = 500;

export class Statements {
  readonly db: ReplicaDatabase;
  private readonly cache = new Map<string, Database.Statement>();

  constructor(db: ReplicaDatabase) {
    this.db = db;
  }

  prepare(sql: string): Database.Statement {
    return this.kept(sql, () => this.db.prepare(sql));
  }

  private kept(key: string, make: () => Database.Statement): Database.Statement {
    let statement = this.cache.get(key);
    if (!statement) {
      if (this.cache.size >= STATEMENTS_MAX) this.cache.delete(this.cache.keys().next().value as string);
      statement = make();
      this.cache.set(key, statement);
    }
    return statement;
  }

  run(sql: string, ...parameters: unknown[]): Database.RunResult {
    return this.prepare(sql).run(...parameters);
  }

  get<T>(sql: string, ...parameters: unknown[]): T | undefined {
    return this.prepare(sql).get(...parameters) as T | undefined;
  }

  all<T>(sql: string, ...parameters: unknown[]): T[] {
    return this.prepare(sql).all(...parameters) as T[];
  }

  /** The first column of each row. The statement is one of its own: whoever asks the same words for rows gets rows. */
  pluck<T>(sql: string, ...parameters: unknown[]): T[] {
    return this.kept(`pluck ${sql}`, () => this.db.prepare(sql).pluck()).all(...parameters) as T[];
  }

  /** Rows of a kysely query. */
  query<T>(compilable: Compilable<T>): T[] {
    const { sql, parameters } = compilable.compile();
    return this.prepare(sql).all(...parameters) as T[];
  }
}
