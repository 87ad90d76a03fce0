/* Hard caps. No exercise, routine, profile or history can exceed them; plan_resolve clamps and
 * the linter says so. Each with its source in CLINICAL terms; [D] = a default without a published
 * cut-off, chosen on the careful side. */
#ifndef UNGUARD_LIMITS_H
#define UNGUARD_LIMITS_H

#define LIMIT_HIP_FLEXION_DEG     130.0f  /* norm 0-125 (medicospace), healthy spread to 140 */
#define LIMIT_HIP_EXTENSION_DEG   15.0f   /* norm 0-15 (medicospace) */
#define LIMIT_HIP_ABDUCTION_DEG   45.0f   /* wide abduction cap, avoid-list of pelvic girdle pain */
#define LIMIT_KNEE_OPENING_DEG    155.0f  /* both thighs 45 out, with usual proportions: 153 */
#define LIMIT_SIDE_BEND_DEG       32.0f   /* end range of trunk lean without pain (Laird 2016) */
#define LIMIT_KNEE_FLEXION_DEG    140.0f  /* [D] child's pose sits near 130 */
#define LIMIT_KNEE_EXTENSION_DEG  10.0f   /* [D] beyond straight; a slack knee reads -5 */
#define LIMIT_HOLD_STRETCH_S      60.0f   /* ACSM 2021: 10-30 s, 30-60 s for older adults */
#define LIMIT_HOLD_STRENGTH_S     10.0f   /* bird-dog holds: 10 s or less (Mayo) */
#define LIMIT_REPS                20      /* [D] above the largest listed dosage, 15 */
#define LIMIT_SETS                5       /* [D] child's pose lists up to 5 */
#define LIMIT_REST_MIN_S          5.0f    /* [D] a breath between sets */
#define LIMIT_REST_MAX_S          300.0f  /* [D] */
#define LIMIT_RATE_STRETCH_DEG_S  60.0f   /* [D] speed rule, stretch */
#define LIMIT_RATE_STRENGTH_DEG_S 120.0f  /* [D] speed rule, strength */
#define LIMIT_ROUTINE_S           3600.0f /* [D] an hour */

#endif
