/* Bounds of a share that was counted, after Wilson (1927), 95 %. */
#ifndef UNGUARD_BENCH_WILSON_H
#define UNGUARD_BENCH_WILSON_H

struct wilson {
    double share, low, high; /* 0..1 */
};

/* hits of count; all 0 to 1 when count is 0. */
struct wilson wilson_of(int hits, int count);

#endif
