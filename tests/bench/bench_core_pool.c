#include "pool.h"

#include <pthread.h>
#include <unistd.h>

#define MAX_WORKERS 16

struct work {
    void (*piece)(void *self, int index);
    void *self;
    int count, next;
    pthread_mutex_t lock;
};

static void *take_pieces(void *argument)
{
    struct work *work = argument;
    for (;;) {
        pthread_mutex_lock(&work->lock);
        int at = work->next++;
        pthread_mutex_unlock(&work->lock);
        if (at >= work->count)
            return NULL;
        work->piece(work->self, at);
    }
}

void pool_run(int count, void (*piece)(void *self, int index), void *self)
{
    struct work work = {.piece = piece, .self = self, .count = count};
    pthread_t thread[MAX_WORKERS];
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    int workers = cores < 1 ? 1 : cores > MAX_WORKERS ? MAX_WORKERS : (int)cores, started = 0;
    pthread_mutex_init(&work.lock, NULL);
    while (started < workers && pthread_create(&thread[started], NULL, take_pieces, &work) == 0)
        started++;
    if (started == 0)
        take_pieces(&work);
    for (int i = 0; i < started; i++)
        pthread_join(thread[i], NULL);
    pthread_mutex_destroy(&work.lock);
}
