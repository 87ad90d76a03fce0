/* Independent pieces of work on as many threads as there are cores. */
#ifndef UNGUARD_BENCH_POOL_H
#define UNGUARD_BENCH_POOL_H

/* Calls piece(self, i) once for every i below count, several at a time, and waits for all. */
void pool_run(int count, void (*piece)(void *self, int index), void *self);

#endif
