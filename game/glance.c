#include "glance.h"

#define MOST_INPUTS 64 /* a call: as many as can wait */

void glance_open(struct glance *glance, const struct live_options *options,
                 const struct settings *settings, const struct plan *plan)
{
    *glance = (struct glance){.rules = settings->gestures};
    if (settings->gestures.on)
        glance->live = live_open(options, plan, NULL);
}

void glance_close(struct glance *glance)
{
    live_close(glance->live);
    *glance = (struct glance){0};
}

enum screen_key glance_key(struct glance *glance, struct screen_view *view)
{
    if (glance->live == NULL)
        return KEY_NONE;
    const struct input_source source = live_source(glance->live);
    view->hands = &glance->hands.show;
    view->aspect = live_aspect(glance->live);
    for (int i = 0; i < MOST_INPUTS; i++) {
        struct input input;
        if (source.next(source.self, &input, NULL) != PULL_INPUT)
            return KEY_NONE;
        if (input.t_us < glance->now_us)
            continue;
        glance->now_us = input.t_us;
        const struct pose pose = pose_quantize(input.u.pose);
        const enum screen_key key =
            hands_watch(&glance->hands, &glance->rules, view,
                        input.type == INPUT_POSE ? &pose : NULL, input.t_us);
        if (key != KEY_NONE)
            return key;
    }
    return KEY_NONE;
}
