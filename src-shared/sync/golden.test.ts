/** V1: every frame and every version of every command has stored examples, and they are still what they were. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Command } from '../domain/command.ts';
import { commandByName, COMMAND_NAMES } from '../domain/commands.ts';
import * as accessFrames from './access-frames.ts';
import * as frames from './frames.ts';
import {
  decideExample,
  expected,
  type GoldenCommand,
  shapeOf,
  storedDecision,
} from './golden/read-golden.ts';
import { PROTOCOL_VERSION } from './protocol.ts';

const folder = (name: string) => new URL(`golden/${name}/`, import.meta.url);
const stored = (name: string): string[] => readdirSync(folder(name)).toSorted();
const read = (name: string, file: string): unknown =>
  JSON.parse(readFileSync(new URL(file, folder(name)), 'utf8'));

const SCHEMAS = Object.entries({ ...frames, ...accessFrames }).flatMap(([name, value]) =>
  value instanceof z.ZodType ? [[name, value as z.ZodType] as const] : [],
);

test('V1 there is a file for every frame of every protocol', () => {
  const needed = SCHEMAS.flatMap(([name]) =>
    Array.from({ length: PROTOCOL_VERSION }, (_, at) => `${name}.${at + 1}.json`),
  );
  expect(stored('frames')).toEqual(needed.toSorted());
});

describe.each(SCHEMAS)('V1 %s', (name, schema) => {
  const file = `${name}.${PROTOCOL_VERSION}.json`;
  const { examples } = read('frames', file) as { examples: unknown[] };
  test('has examples', () => expect(examples.length).toBeGreaterThan(0));
  test.each(examples.map((example, at) => [at + 1, example]))('reads example %i as it stands', (_at, one) => {
    expect(schema.parse(one)).toEqual(one);
  });
});

const versionsOf = (name: string) =>
  Array.from({ length: (commandByName(name) as Command).version }, (_, at) => `${name}.${at + 1}.json`);

test('V1 there is a file for every version of every command', () => {
  expect(stored('commands')).toEqual(COMMAND_NAMES.flatMap(versionsOf).toSorted());
});

/** Of the version in use: what an earlier one's arguments looked like no schema says any more, its examples do. */
test.each(COMMAND_NAMES)('V1 changed arguments of %s have a changed version', (name) => {
  const { args, version } = commandByName(name) as Command;
  const { shape } = read('commands', `${name}.${version}.json`) as GoldenCommand;
  expect(shape).toBe(shapeOf(args));
});

describe.each(COMMAND_NAMES.flatMap(versionsOf))('V1 %s', (file) => {
  const golden = read('commands', file) as GoldenCommand;
  const command = commandByName(golden.command) as Command;
  test('is of the command and version that it is called after', () => {
    expect(`${golden.command}.${golden.version}.json`).toBe(file);
  });
  test('tells of an act that is taken', () => {
    const outcomes = golden.examples.map((example) => expected(example, command.version));
    expect(outcomes.some((given) => typeof given === 'object' && given && 'changes' in given)).toBe(true);
  });
  test.each(golden.examples.map((example) => [example.story, example] as const))('%s', (_story, example) => {
    expect(storedDecision(decideExample(golden, example))).toEqual(expected(example, command.version));
  });
});
