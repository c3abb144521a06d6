/** Types: every zone compiles with its own library (tsconfig.*.json), and no source file is outside all of them.
 *  The native compiler looks; the other stays for the tools that read programs through its API (ADR 32).          */
import { join, relative } from 'node:path';
import ts from 'typescript';
import { sourceFiles } from '../sources.ts';
import { type Findings, linesOf, type Part, runTool } from './part.ts';

/** Files of every project that tsconfig.json refers to, relative to `folder`. */
export function filesInProjects(folder: string): Set<string> {
  const host: ts.ParseConfigFileHost = {
    ...ts.sys,
    onUnRecoverableConfigFileDiagnostic: (problem) => {
      throw new Error(ts.flattenDiagnosticMessageText(problem.messageText, '\n'));
    },
  };
  const files = new Set<string>();
  const readProject = (path: string): void => {
    const project = ts.getParsedCommandLineOfConfigFile(path, undefined, host);
    for (const file of project?.fileNames ?? []) files.add(relative(folder, file).replaceAll('\\', '/'));
    for (const reference of project?.projectReferences ?? [])
      readProject(ts.resolveProjectReferencePath(reference));
  };
  readProject(join(folder, 'tsconfig.json'));
  return files;
}

async function run(folder: string): Promise<Findings> {
  const compiler = join(folder, 'node_modules', 'typescript-native', 'bin', 'tsc');
  const { code, output, errors } = await runTool(folder, compiler, ['--build', '--pretty', 'false']);
  const known = filesInProjects(folder);
  const forgotten = sourceFiles(folder, /\.tsx?$/).filter((file) => !known.has(file));
  const faults = forgotten.map((file) => `${file}: no tsconfig knows this file`);
  if (code !== 0) faults.push(...linesOf(output + errors));
  return { looked: known.size, faults };
}

export const types: Part = { name: 'types', run };
