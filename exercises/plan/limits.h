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

/* Pain and adaptation: a config may be more careful than these, never less. */
#define LIMIT_PAIN_GO_ON        2     /* 0-10: more is eased (Thomee; Silbernagel 2007) */
#define LIMIT_PAIN_STOP         5     /* more ends the session (the same) */
#define LIMIT_PAIN_RISE         2     /* within a session is eased: an NRS's MIC (Ostelo 2008) */
#define LIMIT_EASED_LEAST       0.5f  /* [D] share left: 25-50 % less */
#define LIMIT_EASED_MOST        0.75f /* [D] the same */
#define LIMIT_STRENGTH_REST_H   48    /* [D] at least, between strength sessions */
#define LIMIT_PAIN_REST_H       24    /* [D] at least, after a worse morning: 24-48 h */
#define LIMIT_PROGRESS_SESSIONS 2     /* [D] good ones in a row, at least: 2-3 */
#define LIMIT_PROGRESS_NRS      2     /* [D] at most, in all of them */
#define LIMIT_PROGRESS_FORM     80    /* [D] at least, of 100 */
#define LIMIT_PROGRESS_SIGNS    1     /* [D] at most, guarding signs in a set */
#define LIMIT_PROGRESS_EFFORT   4     /* [D] at most, CR10 */
#define LIMIT_PROGRESS_SHARE    0.2f  /* [D] at most, of one figure: 10-20 % */
#define LIMIT_CEILING_SHARE     0.5f  /* [D] at most, beyond the routine's own figure */
#define LIMIT_REGRESS_FORM      60    /* [D] two sets below it go back; a config may say more */
#define LIMIT_REGRESS_SHARE     0.1f  /* [D] at least, for one level back */
#define LIMIT_ABSENCE_DAYS      14    /* [D] longer away goes back a level; a config may say less */

#define LIMIT_CARD_DAYS 7 /* at least, before the same card comes again: nobody is lectured */

#endif
