#include "demo.h"

#include <pthread.h>
#include <stdlib.h>

#define NOISE 2.0f /* of the pretended sensor, levels of 255: a webcam's in daylight */

struct demo {
    struct rendered *rendered; /* the reader's */
    pthread_mutex_t lock;      /* of all below */
    pthread_cond_t changed;
    struct rendered_person waiting[DEMO_WAITING];
    int start, count;
    bool ended;
};

struct demo *demo_open(uint64_t seed, struct error *err)
{
    const struct rendered_options options = {
        .width_px = DEMO_WIDTH_PX, .height_px = DEMO_HEIGHT_PX, .seed = seed, .noise = NOISE};
    struct demo *demo = calloc(1, sizeof(*demo));
    if (demo == NULL) {
        error_set(err, "there isn't enough memory for the demo");
        return NULL;
    }
    pthread_mutex_init(&demo->lock, NULL);
    pthread_cond_init(&demo->changed, NULL);
    demo->rendered = rendered_open(&options, err);
    if (demo->rendered != NULL)
        return demo;
    demo_close(demo);
    return NULL;
}

void demo_close(struct demo *demo)
{
    if (demo == NULL)
        return;
    rendered_close(demo->rendered);
    pthread_cond_destroy(&demo->changed);
    pthread_mutex_destroy(&demo->lock);
    free(demo);
}

void demo_post(struct demo *demo, const struct rendered_person *person)
{
    pthread_mutex_lock(&demo->lock);
    if (demo->count == DEMO_WAITING) {
        demo->start = (demo->start + 1) % DEMO_WAITING;
        demo->count--;
    }
    demo->waiting[(demo->start + demo->count++) % DEMO_WAITING] = *person;
    pthread_cond_signal(&demo->changed);
    pthread_mutex_unlock(&demo->lock);
}

void demo_end(struct demo *demo)
{
    pthread_mutex_lock(&demo->lock);
    demo->ended = true;
    pthread_cond_signal(&demo->changed);
    pthread_mutex_unlock(&demo->lock);
}

static bool take(struct demo *demo, struct rendered_person *person)
{
    pthread_mutex_lock(&demo->lock);
    while (demo->count == 0 && !demo->ended)
        pthread_cond_wait(&demo->changed, &demo->lock);
    const bool took = demo->count > 0;
    if (took) {
        *person = demo->waiting[demo->start];
        demo->start = (demo->start + 1) % DEMO_WAITING;
        demo->count--;
    }
    pthread_mutex_unlock(&demo->lock);
    return took;
}

static enum frame_answer next(void *self, struct image *into, int64_t *t_us, struct error *err)
{
    struct demo *demo = self;
    struct rendered_person person;
    if (!take(demo, &person))
        return FRAME_END;
    *t_us = person.pose.t_us;
    return rendered_draw(demo->rendered, &person, 1, *t_us, into, err) ? FRAME_GOT : FRAME_FAILED;
}

/* The reader goes away: what waits is not drawn any more. */
static void stop(void *self)
{
    struct demo *demo = self;
    pthread_mutex_lock(&demo->lock);
    demo->count = 0;
    demo->ended = true;
    pthread_cond_signal(&demo->changed);
    pthread_mutex_unlock(&demo->lock);
}

struct frame_maker demo_maker(struct demo *demo)
{
    return (struct frame_maker){.next = next,
                                .stop = stop,
                                .self = demo,
                                .width_px = DEMO_WIDTH_PX,
                                .height_px = DEMO_HEIGHT_PX,
                                .fps = DEMO_FPS};
}
