/** The writer's thread, and how much memory it lets lie before it collects: by itself V8 waits until there is four times as much as was in use,
 *  and a first sync, which keeps nothing, grew to a quarter of a gigabyte. An old space of less than 2 GB may only double between two
 *  collections, and of a small young space three times as much is not held. By Node's own words for it, for they are heard in every host;
 *  of V8's flags nobody promises that. The limit itself is what a computer of 8 GB has anyway, and six times what an import needs. */
import { Worker, type WorkerOptions } from 'node:worker_threads';

const MEMORY = { maxYoungGenerationSizeMb: 12, maxOldGenerationSizeMb: 2_047 };

export function writerThread(file: URL, options: Omit<WorkerOptions, 'resourceLimits'>): Worker {
  return new Worker(file, { ...options, resourceLimits: MEMORY });
}
