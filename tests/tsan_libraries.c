/* Linked into the program and its tests in a thread-sanitizer build only. */

/* The sanitizer sees the calls that libraries built without it make, but not how their threads wait
 * for each other. What is theirs is left out; ours is watched. Its name is the sanitizer's. */
const char *__tsan_default_suppressions(void);

const char *__tsan_default_suppressions(void)
{
    return "race:libtbb.so\n"
           "race:libopencv_dnn.so\n"
           "race:libopencv_core.so\n"
           "race:libavcodec.so\n"
           "race:libavutil.so\n"
           "race:libavformat.so\n"
           "deadlock:libgdal.so\n";
}
