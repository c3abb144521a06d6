/** Whether this computer is its office's hub: one small file in the profile, outside the encrypted replica, for a hub takes packets while nobody is
 *  signed in. It holds no citizen's data; its code lets packets be left here, and opens none. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { replaceFile } from '../store/replace-file.ts';
import { readCode } from './code.ts';

const hubFile = z.strictObject({
  version: z.literal(1),
  isOn: z.boolean(),
  address: z.ipv4(),
  port: z.number().int().min(1024).max(65_535),
  code: z.string().refine((text) => readCode(text) === text),
  by: z.string(),
  at: z.iso.datetime(),
});
export type HubFile = z.infer<typeof hubFile>;

const NAME = 'hub.json';

/** Null when none was ever set, or when the file is not one of ours: then the hub is off. */
export function readHubFile(profile: string): HubFile | null {
  const path = join(profile, NAME);
  if (!existsSync(path)) return null;
  try {
    return hubFile.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return null;
  }
}

export function writeHubFile(profile: string, file: HubFile): void {
  replaceFile(profile, NAME, JSON.stringify(hubFile.parse(file)));
}
