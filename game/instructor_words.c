#include "instructor_words.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

const char *instructor_camera_words(enum posture posture, enum view view)
{
    static const char *const words[POSTURE_COUNT][VIEW_COUNT] = {
        [POSTURE_STANDING] = {"Camera at hip height, two metres away. Stand side-on to it.",
                              "Camera at hip height, two metres away. Face it.",
                              "Camera at hip height, two metres away. Face it."},
        [POSTURE_SITTING] =
            {"Camera at seat height, two metres away. The chair stands side-on to it.",
             "Camera at seat height, two metres away. The chair faces it.",
             "Camera at seat height, two metres away. The chair faces it."},
        [POSTURE_KNEELING] = {"Camera low, two metres away. The mat's long side faces it.",
                              "Camera low, two metres away. The mat's short side faces it.",
                              "Camera low, two metres away. The mat's short side faces it."},
        [POSTURE_SUPINE] = {"Camera at mat height, two metres away. The mat's long side faces it.",
                            "Camera a little above the mat, at its foot end, two metres away.",
                            "Camera a little above the mat, at its foot end, two metres away."},
        [POSTURE_SIDE_LYING] =
            {"Camera at mat height, two metres away. The mat's long side faces it.",
             "Camera at mat height, two metres away. Mat across, your belly towards it.",
             "Camera a little above the mat, at its foot end, two metres away."},
        [POSTURE_QUADRUPED] =
            {"Camera at mat height, two metres away. The mat's long side faces it.",
             "Camera at mat height, two metres away. Your head towards it.",
             "Camera at mat height, two metres away. Your feet towards it."},
    };
    return words[posture][view];
}

const char *instructor_near_words(const struct exercise *exercise, enum body_side side)
{
    if (exercise->view != VIEW_SIDE || exercise->sides != SIDES_EACH || side == SIDE_NONE) {
        return "";
    }
    bool right = (side == SIDE_RIGHT) != (exercise->target.signal.side == SIGNAL_OTHER);
    return right ? "Your right side is nearer to the camera."
                 : "Your left side is nearer to the camera.";
}

void instructor_feel_words(const struct exercise *exercise, char *text, size_t size)
{
    text_copy(text, size, exercise->muscles);
}

/* A limit's cue asks to ease off; told beforehand, what follows is what to mind. */
static void take_cue(const char *cue, char *text, size_t size)
{
    static const char ease[] = "Ease off: ";
    if (strncmp(cue, ease, sizeof ease - 1) == 0) {
        cue += sizeof ease - 1;
    }
    snprintf(text, size, "%s", cue);
    text[0] = (char)toupper((unsigned char)text[0]);
}

bool instructor_mind_words(const struct exercise *exercise, int index, char *text, size_t size)
{
    text[0] = '\0';
    for (int i = 0; i < exercise->fault_count; i++) {
        if (exercise->fault[i].cue[0] && index-- == 0) {
            take_cue(exercise->fault[i].cue, text, size);
            return true;
        }
    }
    for (int i = 0; i < exercise->limit_count; i++) {
        if (exercise->limit[i].cue[0] && index-- == 0) {
            take_cue(exercise->limit[i].cue, text, size);
            return true;
        }
    }
    return false;
}

void instructor_moment_words(const struct instructor_moment *moment, char *text, size_t size)
{
    static const char *const words[PHASE_COUNT] = {"Start", "Move", "Hold", "Back"};
    if (moment->phase == PHASE_HOLD && moment->seconds > 1) {
        snprintf(text, size, "Hold %d of %d", (int)moment->second, (int)moment->seconds);
        return;
    }
    text_copy(text, size, words[moment->phase]);
}
