#include "draw_pictogram.h"

#include "draw_body.h"
#include "session/intent.h"

#include <math.h>

#define ASPECT 1.7778f /* of the picture that the figure is thought in */

struct extent {
    float low[2], high[2]; /* x, y, image heights */
};

static void widen(struct extent *extent, const struct pose *pose)
{
    for (int i = 0; i < JOINT_COUNT; i++) {
        const float at[2] = {pose->joint[i].x, pose->joint[i].y};
        for (int k = 0; k < 2; k++) {
            extent->low[k] = fminf(extent->low[k], at[k]);
            extent->high[k] = fmaxf(extent->high[k], at[k]);
        }
    }
}

static struct pose pose_of(const struct exercise *exercise, int keyframe, enum body_side side,
                           bool mirrored)
{
    struct body_shape shape = body_shape_default();
    struct body_angles angles = intent_angles(exercise, keyframe, side);
    struct body_camera camera = body_camera_default(exercise->posture, exercise->view, ASPECT);
    if (exercise->view == VIEW_SIDE && side == SIDE_RIGHT) {
        camera.yaw_deg = -camera.yaw_deg; /* the person has turned round */
    }
    struct pose pose = body_pose(&shape, &angles, exercise->posture, &camera);
    pose.present = true;
    return mirrored ? pose_mirror(pose, ASPECT) : pose;
}

static void paint_arrow(struct canvas *canvas, float x, float y, float r, uint32_t color)
{
    float width = 0.16f * r;
    canvas_capsule(canvas, x - r, y, width, x + r, y, width, color);
    canvas_capsule(canvas, x + 0.4f * r, y - 0.6f * r, width, x + r, y, width, color);
    canvas_capsule(canvas, x + 0.4f * r, y + 0.6f * r, width, x + r, y, width, color);
}

void pictogram_draw(struct canvas *canvas, struct rect box, const struct exercise *exercise,
                    enum body_side side, bool mirrored, const struct palette *palette)
{
    struct pose pose[2] = {pose_of(exercise, 0, side, mirrored),
                           pose_of(exercise, 1, side, mirrored)};
    struct extent extent = {{1e6f, 1e6f}, {-1e6f, -1e6f}};
    widen(&extent, &pose[0]);
    widen(&extent, &pose[1]);
    float margin = 0.06f; /* limbs are thicker than their joints */
    float w = extent.high[0] - extent.low[0] + 2 * margin;
    float h = extent.high[1] - extent.low[1] + 2 * margin;
    float room = 0.43f * box.w, scale = fminf(room / w, box.h / h);
    for (int i = 0; i < 2; i++) {
        float x = box.x + (i == 0 ? room / 2 : box.w - room / 2), y = box.y + box.h / 2;
        float middle[2] = {(extent.low[0] + extent.high[0]) / 2,
                           (extent.low[1] + extent.high[1]) / 2};
        struct body_place place = {
            .where = {x - middle[0] * scale, y - middle[1] * scale, ASPECT * scale, scale},
            .aspect = ASPECT};
        body_draw_figure(canvas, &pose[i], &place, palette);
    }
    float r = fminf(0.05f * box.w, 0.12f * box.h);
    paint_arrow(canvas, box.x + box.w / 2, box.y + box.h / 2, r, palette->soft);
}
