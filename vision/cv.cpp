#include "vision/cv.h"

#include <opencv2/core.hpp>
#include <opencv2/core/utils/logger.hpp>
#include <opencv2/dnn.hpp>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>
#include <opencv2/videoio.hpp>
/* ArUco moved from the contributed modules to objdetect in 4.7, and changed how it is called. */
#if __has_include(<opencv2/objdetect/aruco_detector.hpp>)
#include <opencv2/objdetect/aruco_detector.hpp>
#define ARUCO_IN_OBJDETECT 1
#else
#include <opencv2/aruco.hpp>
#define ARUCO_IN_OBJDETECT 0
#endif

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

struct cv_capture {
    cv::VideoCapture source;
    cv::Mat frame;
    bool camera = false;
};

struct cv_cropper {
    cv::Mat square, ordered, planes[3];
};

struct cv_net {
    cv::dnn::Net net;
};

#if ARUCO_IN_OBJDETECT
struct cv_marker_finder {
    cv::aruco::ArucoDetector detector;
    cv::Mat grey;
    std::vector<std::vector<cv::Point2f>> corners;
    std::vector<int> ids;
};
#else
struct cv_marker_finder {
    cv::Ptr<cv::aruco::Dictionary> dictionary;
    cv::Ptr<cv::aruco::DetectorParameters> parameters;
    cv::Mat grey;
    std::vector<std::vector<cv::Point2f>> corners;
    std::vector<int> ids;
};
#endif

namespace
{

/* Once, before OpenCV is first used: errors reach the user as our one sentence, and a camera that
 * hangs is noticed after two seconds instead of ten. OpenCV and its FFmpeg reader take these only
 * from the environment; a user's own settings win. */
void quiet()
{
    static const bool done = [] {
        cv::utils::logging::setLogLevel(cv::utils::logging::LOG_LEVEL_SILENT);
        cv::redirectError(
            [](int, const char *, const char *, const char *, int, void *) -> int { return 0; });
        setenv("OPENCV_FFMPEG_DEBUG", "1", 0);
        setenv("OPENCV_FFMPEG_LOGLEVEL", "-8", 0);
        setenv("OPENCV_VIDEOIO_V4L_SELECT_TIMEOUT", "2", 0);
        return true;
    }();
    (void)done;
}

/* The exception translator: every body below runs inside one. */
template <typename Body>
auto guarded(struct error *err, const char *what, Body body) -> decltype(body())
{
    try {
        quiet();
        return body();
    } catch (const cv::Exception &exception) {
        std::string reason = exception.err;
        std::replace(reason.begin(), reason.end(), '\n', ' ');
        error_set(err, "%s: OpenCV %s says: %.120s", what, CV_VERSION, reason.c_str());
    } catch (const std::bad_alloc &) {
        error_set(err, "%s: not enough memory; close other programs", what);
    } catch (const std::exception &exception) {
        error_set(err, "%s: %.120s", what, exception.what());
    } catch (...) {
        error_set(err, "%s: failed for a reason OpenCV doesn't give", what);
    }
    return {};
}

/* The same pixels seen as OpenCV's; nothing is copied. */
cv::Mat view_of(const struct image *image)
{
    return cv::Mat(image->height_px, image->width_px, CV_8UC3, image->bgr,
                   static_cast<size_t>(image->stride_bytes));
}

bool copy_out(const cv::Mat &frame, struct image *into, struct error *err)
{
    if (!image_resize(into, frame.cols, frame.rows, err))
        return false;
    cv::Mat target = view_of(into);
    if (frame.type() == CV_8UC3)
        frame.copyTo(target);
    else if (frame.type() == CV_8UC1)
        cv::cvtColor(frame, target, cv::COLOR_GRAY2BGR);
    else
        return error_set(err, "the pictures have a pixel format that can't be used");
    return true;
}

/* Continuous pixel coordinates put a pixel's centre at + 0.5, OpenCV's at + 0. */
cv::Matx23d to_pixel_index(const double m[6])
{
    return {m[0], m[1], m[2] + 0.5 * (m[0] + m[1]) - 0.5,
            m[3], m[4], m[5] + 0.5 * (m[3] + m[4]) - 0.5};
}

void warp(const cv::Mat &from, const double m[6], cv::Mat &to)
{
    cv::warpAffine(from, to, to_pixel_index(m), to.size(), cv::INTER_LINEAR | cv::WARP_INVERSE_MAP,
                   cv::BORDER_CONSTANT, cv::Scalar());
}

void put_u32(std::vector<unsigned char> &to, uint32_t value)
{
    for (int shift = 24; shift >= 0; shift -= 8)
        to.push_back(static_cast<unsigned char>(value >> shift));
}

/* PNG (second edition) 11.3.5.3 pHYs, between the header, 33 bytes with the signature, and the
 * pixels; its check sum is that of annex D. OpenCV has no word for it. */
void insert_size(std::vector<unsigned char> &png, uint32_t px_per_m)
{
    std::vector<unsigned char> chunk;
    put_u32(chunk, 9);
    for (char letter : {'p', 'H', 'Y', 's'})
        chunk.push_back(static_cast<unsigned char>(letter));
    put_u32(chunk, px_per_m);
    put_u32(chunk, px_per_m);
    chunk.push_back(1); /* the unit is the metre */
    uint32_t sum = 0xffffffffU;
    for (size_t i = 4; i < chunk.size(); i++) {
        sum ^= chunk[i];
        for (int bit = 0; bit < 8; bit++)
            sum = sum & 1 ? 0xedb88320U ^ (sum >> 1) : sum >> 1;
    }
    put_u32(chunk, ~sum);
    png.insert(png.begin() + 33, chunk.begin(), chunk.end());
}

/* The contour's lines meet at the corners: on drawn tags of 16 px and more the middle is off by
 * 0.15 px, against 0.35 without and up to 0.9 by cornerSubPix, whose window sees the cells. */
void tune(cv::aruco::DetectorParameters &parameters)
{
    parameters.cornerRefinementMethod = static_cast<int>(cv::aruco::CORNER_REFINE_CONTOUR);
    /* Mean distance of corners, in perimeters. Nearer outlines are one, and the larger stays: by
     * OpenCV's 0.05 that is the paper's edge, 0.13 sides beyond the black, and no tag is read. */
    parameters.minMarkerDistanceRate = 0.02;
    /* The middle of a cell tells, not its smeared rim: of tags of 20 px a little out of focus it
     * finds twice as many. The smallest window of OpenCV's three finds noise and no more tags. */
    parameters.perspectiveRemoveIgnoredMarginPerCell = 0.26;
    parameters.adaptiveThreshWinSizeMin = 7;
    parameters.adaptiveThreshWinSizeMax = 17;
    parameters.errorCorrectionRate = 0.34; /* of 3 cells: one may be misread, of 10 that differ */
}

/* The numbers that are looked for, and no others. */
void keep_ids(cv::aruco::Dictionary &dictionary)
{
    dictionary.bytesList = dictionary.bytesList.rowRange(0, CV_MARKER_IDS).clone();
}

#if ARUCO_IN_OBJDETECT
void prepare(cv_marker_finder &finder)
{
    cv::aruco::Dictionary dictionary = cv::aruco::getPredefinedDictionary(cv::aruco::DICT_5X5_50);
    cv::aruco::DetectorParameters parameters;
    keep_ids(dictionary);
    tune(parameters);
    finder.detector = cv::aruco::ArucoDetector(dictionary, parameters);
}

void detect(cv_marker_finder &finder)
{
    finder.detector.detectMarkers(finder.grey, finder.corners, finder.ids);
}

void draw(int id, cv::Mat &cells)
{
    cv::aruco::getPredefinedDictionary(cv::aruco::DICT_5X5_50)
        .generateImageMarker(id, CV_MARKER_CELLS, cells, 1);
}
#else
void prepare(cv_marker_finder &finder)
{
    finder.dictionary = cv::makePtr<cv::aruco::Dictionary>(
        *cv::aruco::getPredefinedDictionary(cv::aruco::DICT_5X5_50));
    finder.parameters = cv::aruco::DetectorParameters::create();
    keep_ids(*finder.dictionary);
    tune(*finder.parameters);
}

void detect(cv_marker_finder &finder)
{
    cv::aruco::detectMarkers(finder.grey, finder.dictionary, finder.corners, finder.ids,
                             finder.parameters);
}

void draw(int id, cv::Mat &cells)
{
    cv::aruco::getPredefinedDictionary(cv::aruco::DICT_5X5_50)
        ->drawMarker(id, CV_MARKER_CELLS, cells, 1);
}
#endif

} // namespace

const char *cv_version(void)
{
    return CV_VERSION;
}

void cv_use_threads(int count)
{
    guarded(nullptr, "threads", [&] {
        cv::setNumThreads(count > 0 ? count : -1);
        return true;
    });
}

struct cv_capture *cv_capture_open_camera(int index, struct cv_camera_wish wish, struct error *err)
{
    std::string what = "camera:" + std::to_string(index);
    return guarded(
        err, what.c_str(), [&]() -> struct cv_capture * {
            auto capture = std::make_unique<cv_capture>();
            capture->camera = true;
            cv::VideoCapture &camera = capture->source;
            if (!camera.open(index, cv::CAP_V4L2)) {
                error_set(
                    err,
                    "%s can't be opened: no such camera, or another program uses it; check the "
                    "cable, close the other program, or try camera:%d",
                    what.c_str(), index == 0 ? 1 : 0);
                return nullptr;
            }
            /* Uncompressed, USB carries 720p at 10 frames a second or fewer; as JPEG, at 30. */
            camera.set(cv::CAP_PROP_FOURCC, cv::VideoWriter::fourcc('M', 'J', 'P', 'G'));
            if (wish.width_px > 0 && wish.height_px > 0) {
                camera.set(cv::CAP_PROP_FRAME_WIDTH, wish.width_px);
                camera.set(cv::CAP_PROP_FRAME_HEIGHT, wish.height_px);
            }
            if (wish.fps > 0)
                camera.set(cv::CAP_PROP_FPS, wish.fps);
            return capture.release();
        });
}

struct cv_capture *cv_capture_open_video(const char *path, struct error *err)
{
    return guarded(
        err, path, [&]() -> struct cv_capture * {
            auto capture = std::make_unique<cv_capture>();
            cv::VideoCapture &video = capture->source;
            /* "file:" keeps a name with a colon from being taken for a network address. FFmpeg
             * alone reports a frame's own presentation time. */
            if (!video.open("file:" + std::string(path), cv::CAP_FFMPEG)) {
                error_set(
                    err,
                    "%s is not a video that can be read; convert it to MP4 (H.264), or name a "
                    "camera with --source camera:0",
                    path);
                return nullptr;
            }
            video.set(cv::CAP_PROP_ORIENTATION_AUTO, 1);
            return capture.release();
        });
}

void cv_capture_close(struct cv_capture *capture)
{
    guarded(nullptr, "close", [&] {
        delete capture;
        return true;
    });
}

float cv_capture_fps(struct cv_capture *capture)
{
    return guarded(nullptr, "frame rate", [&] {
        double fps = capture->source.get(cv::CAP_PROP_FPS);
        return std::isfinite(fps) && fps > 0 && fps < 1000 ? static_cast<float>(fps) : 0.0F;
    });
}

bool cv_capture_read(struct cv_capture *capture, struct image *into, int64_t *position_us,
                     struct error *err)
{
    if (err)
        err->text[0] = '\0';
    return guarded(err, "reading a frame", [&] {
        *position_us = 0;
        if (!capture->source.grab() || !capture->source.retrieve(capture->frame) ||
            capture->frame.empty())
            return false;
        double position_ms = capture->source.get(cv::CAP_PROP_POS_MSEC);
        if (std::isfinite(position_ms) && std::fabs(position_ms) < 1e12)
            *position_us = std::llround(position_ms * 1000);
        return copy_out(capture->frame, into, err);
    });
}

bool cv_image_read(const char *path, struct image *into, struct error *err)
{
    return guarded(err, path, [&] {
        cv::Mat picture = cv::imread(path, cv::IMREAD_COLOR);
        if (picture.empty())
            return error_set(err, "%s: missing, or not a picture; name a PNG or JPEG file", path);
        return copy_out(picture, into, err);
    });
}

bool cv_image_decode(const char *name, const void *bytes, size_t size, struct image *into,
                     struct error *err)
{
    return guarded(err, name, [&] {
        if (size == 0 || size > INT_MAX)
            return error_set(err, "%s: not a picture; it has no bytes, or too many", name);
        cv::Mat data(1, static_cast<int>(size), CV_8UC1, const_cast<void *>(bytes));
        cv::Mat picture = cv::imdecode(data, cv::IMREAD_COLOR);
        if (picture.empty())
            return error_set(err, "%s: not a picture; name a PNG or JPEG file", name);
        return copy_out(picture, into, err);
    });
}

bool cv_image_write_png(const char *path, const struct image *image, struct error *err)
{
    return cv_image_write_png_for_print(path, image, 0, err);
}

bool cv_image_write_png_for_print(const char *path, const struct image *image, int px_per_m,
                                  struct error *err)
{
    return guarded(err, path, [&] {
        std::vector<unsigned char> bytes;
        cv::imencode(".png", view_of(image), bytes);
        if (px_per_m > 0)
            insert_size(bytes, static_cast<uint32_t>(px_per_m));
        std::unique_ptr<FILE, int (*)(FILE *)> file(fopen(path, "wb"), fclose);
        if (!file || fwrite(bytes.data(), 1, bytes.size(), file.get()) != bytes.size() ||
            fclose(file.release()) != 0)
            return error_set(err, "%s can't be written: %s; name another place", path,
                             std::strerror(errno));
        return true;
    });
}

bool cv_image_warp(const struct image *from, const double m[6], struct image *to, struct error *err)
{
    return guarded(err, "turning a picture", [&] {
        cv::Mat target = view_of(to);
        warp(view_of(from), m, target);
        return true;
    });
}

struct cv_cropper *cv_cropper_create(struct error *err)
{
    return guarded(err, "crop", [] { return new cv_cropper; });
}

void cv_cropper_free(struct cv_cropper *cropper)
{
    delete cropper;
}

bool cv_crop(struct cv_cropper *cropper, const struct image *from, const struct roi *roi,
             struct cv_crop_format format, float *into, struct error *err)
{
    return guarded(err, "crop", [&] {
        int size = format.size_px;
        double step = static_cast<double>(roi->size_px) / size, c = std::cos(roi->turn_rad),
               s = std::sin(roi->turn_rad);
        double m[6] = {step * c, -step * s, roi->x_px - 0.5 * roi->size_px * (c - s),
                       step * s, step * c,  roi->y_px - 0.5 * roi->size_px * (s + c)};
        cropper->square.create(size, size, CV_8UC3);
        warp(view_of(from), m, cropper->square);
        cv::cvtColor(cropper->square, cropper->ordered, cv::COLOR_BGR2RGB);
        if (format.layout == CV_NHWC) {
            cv::Mat target(size, size, CV_32FC3, into);
            cropper->ordered.convertTo(target, CV_32FC3, 1.0 / 255);
            return true;
        }
        cv::split(cropper->ordered, cropper->planes);
        for (int plane = 0; plane < 3; plane++) {
            cv::Mat target(size, size, CV_32FC1, into + plane * size * size);
            cropper->planes[plane].convertTo(target, CV_32FC1, 1.0 / 255);
        }
        return true;
    });
}

struct cv_net *cv_net_load(const char *name, const void *bytes, size_t size, struct error *err)
{
    return guarded(err, name, [&] {
        auto net = std::make_unique<cv_net>();
        net->net = cv::dnn::readNetFromONNX(static_cast<const char *>(bytes), size);
        net->net.setPreferableBackend(cv::dnn::DNN_BACKEND_OPENCV);
        net->net.setPreferableTarget(cv::dnn::DNN_TARGET_CPU);
        return net.release();
    });
}

void cv_net_free(struct cv_net *net)
{
    delete net;
}

bool cv_net_forward(struct cv_net *net, const float *input, const int dims[4],
                    const struct cv_net_output *outputs, int output_count, struct error *err)
{
    return guarded(err, "the pose network", [&] {
        net->net.setInput(cv::Mat(4, dims, CV_32F, const_cast<float *>(input)));
        std::vector<cv::String> names;
        for (int i = 0; i < output_count; i++)
            names.emplace_back(outputs[i].name);
        std::vector<cv::Mat> blobs;
        net->net.forward(blobs, names);
        for (int i = 0; i < output_count; i++) {
            const cv::Mat &blob = blobs[static_cast<size_t>(i)];
            if (blob.type() != CV_32F || blob.total() != outputs[i].count || !blob.isContinuous())
                return error_set(err, "the pose network's output %s has %zu values instead of %zu",
                                 outputs[i].name, blob.total(), outputs[i].count);
            std::memcpy(outputs[i].into, blob.ptr<float>(), blob.total() * sizeof(float));
        }
        return true;
    });
}

bool cv_marker_draw(int id, bool white[CV_MARKER_CELLS * CV_MARKER_CELLS], struct error *err)
{
    return guarded(err, "a tag", [&] {
        cv::Mat cells;
        draw(id, cells);
        for (int i = 0; i < CV_MARKER_CELLS * CV_MARKER_CELLS; i++)
            white[i] = cells.at<unsigned char>(i / CV_MARKER_CELLS, i % CV_MARKER_CELLS) > 127;
        return true;
    });
}

struct cv_marker_finder *cv_marker_finder_create(struct error *err)
{
    return guarded(err, "looking for tags", [] {
        auto finder = std::make_unique<cv_marker_finder>();
        prepare(*finder);
        return finder.release();
    });
}

void cv_marker_finder_free(struct cv_marker_finder *finder)
{
    delete finder;
}

bool cv_marker_find(struct cv_marker_finder *finder, const struct image *picture,
                    struct cv_marker *found, int room, int *count, struct error *err)
{
    *count = 0;
    return guarded(err, "looking for tags", [&] {
        cv::cvtColor(view_of(picture), finder->grey, cv::COLOR_BGR2GRAY);
        detect(*finder);
        for (size_t i = 0; i < finder->ids.size() && *count < room; i++) {
            struct cv_marker &marker = found[(*count)++];
            marker.id = finder->ids[i];
            for (size_t corner = 0; corner < 4; corner++) {
                marker.corner[corner][0] = finder->corners[i][corner].x + 0.5F;
                marker.corner[corner][1] = finder->corners[i][corner].y + 0.5F;
            }
        }
        return true;
    });
}
