/**
 * threads: a pool of threads for work that takes more than a few milliseconds of CPU.
 *
 * A task names a module and a function that it exports. Input and result are structured clones, so errors
 * lose their class: a failure that the caller must distinguish is a value in the result. One pool per process
 * is enough for all kinds of tasks. Threads start with the first task, load a module at its first task, and
 * end when they have been idle for a while.
 */
export { openThreadPool, type ThreadPool, type ThreadPoolOptions } from './open-thread-pool.ts'
export { besideModule, type ThreadTask } from './thread-task.ts'
