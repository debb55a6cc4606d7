/* A library to preload: refuses and logs every connection and look-up that leaves the machine, and logs every file that
 * is opened for writing outside the folders named. WATCH_LOG is the log, WATCH_FOLDERS the folders, joined by colons. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static void tell(const char *what, const char *detail) {
    const char *log = getenv("WATCH_LOG");
    char line[PATH_MAX + 200];
    int handle, size, saved = errno;
    if (log == NULL) return;
    size = snprintf(line, sizeof line, "%s %s\n", what, detail);
    handle = (int)syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (handle >= 0) {
        if (write(handle, line, (size_t)size) < 0) abort();
        close(handle);
    }
    errno = saved;
}

static int stays(const struct sockaddr *to) {
    char shown[INET6_ADDRSTRLEN + 8] = "";
    if (to == NULL || to->sa_family == AF_UNIX || to->sa_family == AF_UNSPEC || to->sa_family == AF_NETLINK) return 1;
    if (to->sa_family == AF_INET) {
        const struct sockaddr_in *four = (const struct sockaddr_in *)to;
        if ((ntohl(four->sin_addr.s_addr) >> 24) == 127) return 1;
        inet_ntop(AF_INET, &four->sin_addr, shown, sizeof shown);
    } else if (to->sa_family == AF_INET6) {
        const struct sockaddr_in6 *six = (const struct sockaddr_in6 *)to;
        if (IN6_IS_ADDR_LOOPBACK(&six->sin6_addr)) return 1;
        if (IN6_IS_ADDR_V4MAPPED(&six->sin6_addr) && six->sin6_addr.s6_addr[12] == 127) return 1;
        inet_ntop(AF_INET6, &six->sin6_addr, shown, sizeof shown);
    }
    tell("connect", shown);
    errno = ENETUNREACH;
    return 0;
}

int connect(int handle, const struct sockaddr *to, socklen_t size) {
    static int (*real)(int, const struct sockaddr *, socklen_t);
    if (real == NULL) real = dlsym(RTLD_NEXT, "connect");
    return stays(to) ? real(handle, to, size) : -1;
}

ssize_t sendto(int handle, const void *data, size_t n, int flags, const struct sockaddr *to, socklen_t size) {
    static ssize_t (*real)(int, const void *, size_t, int, const struct sockaddr *, socklen_t);
    if (real == NULL) real = dlsym(RTLD_NEXT, "sendto");
    return stays(to) ? real(handle, data, n, flags, to, size) : -1;
}

ssize_t sendmsg(int handle, const struct msghdr *message, int flags) {
    static ssize_t (*real)(int, const struct msghdr *, int);
    if (real == NULL) real = dlsym(RTLD_NEXT, "sendmsg");
    return stays(message->msg_name) ? real(handle, message, flags) : -1;
}

int getaddrinfo(const char *host, const char *service, const struct addrinfo *hints, struct addrinfo **found) {
    static int (*real)(const char *, const char *, const struct addrinfo *, struct addrinfo **);
    unsigned char address[sizeof(struct in6_addr)];
    if (real == NULL) real = dlsym(RTLD_NEXT, "getaddrinfo");
    if (host == NULL || strcmp(host, "localhost") == 0 || inet_pton(AF_INET, host, address) == 1 ||
        inet_pton(AF_INET6, host, address) == 1)
        return real(host, service, hints, found);
    /* The machine's own name is looked up by many, and answered by the machine. */
    char own[256] = "";
    gethostname(own, sizeof own - 1);
    if (strcmp(host, own) == 0) return EAI_NONAME;
    tell("look-up", host);
    return EAI_NONAME;
}

static void written(int folder, const char *path) {
    const char *allowed = getenv("WATCH_FOLDERS");
    char whole[PATH_MAX], base[PATH_MAX], copy[PATH_MAX];
    char *one, *rest;
    int saved = errno;
    if (allowed == NULL || path == NULL) return;
    if (path[0] == '/') {
        snprintf(whole, sizeof whole, "%s", path);
    } else {
        char link[64];
        ssize_t n;
        if (folder == AT_FDCWD) snprintf(link, sizeof link, "/proc/self/cwd");
        else snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
        n = readlink(link, base, sizeof base - 1);
        base[n < 0 ? 0 : n] = 0;
        if (snprintf(whole, sizeof whole, "%s/%s", base, path) < 0) return;
    }
    snprintf(copy, sizeof copy, "%s:/dev:/proc", allowed);
    for (one = strtok_r(copy, ":", &rest); one != NULL; one = strtok_r(NULL, ":", &rest))
        if (strncmp(whole, one, strlen(one)) == 0) {
            errno = saved;
            return;
        }
    tell("write", whole);
    errno = saved;
}

#define OPENED(name)                                                                     \
    int name(const char *path, int flags, ...) {                                         \
        static int (*real)(const char *, int, ...);                                      \
        mode_t mode = 0;                                                                 \
        if (real == NULL) real = dlsym(RTLD_NEXT, #name);                                \
        if (flags & (O_CREAT | O_TMPFILE)) {                                             \
            va_list more;                                                                \
            va_start(more, flags);                                                       \
            mode = va_arg(more, mode_t);                                                 \
            va_end(more);                                                                \
        }                                                                                \
        if ((flags & O_ACCMODE) != O_RDONLY) written(AT_FDCWD, path);                    \
        return real(path, flags, mode);                                                  \
    }
OPENED(open)
OPENED(open64)

#define OPENED_AT(name)                                                                  \
    int name(int folder, const char *path, int flags, ...) {                             \
        static int (*real)(int, const char *, int, ...);                                 \
        mode_t mode = 0;                                                                 \
        if (real == NULL) real = dlsym(RTLD_NEXT, #name);                                \
        if (flags & (O_CREAT | O_TMPFILE)) {                                             \
            va_list more;                                                                \
            va_start(more, flags);                                                       \
            mode = va_arg(more, mode_t);                                                 \
            va_end(more);                                                                \
        }                                                                                \
        if ((flags & O_ACCMODE) != O_RDONLY) written(folder, path);                      \
        return real(folder, path, flags, mode);                                          \
    }
OPENED_AT(openat)
OPENED_AT(openat64)

#define OPENED_STREAM(name)                                                              \
    FILE *name(const char *path, const char *mode) {                                     \
        static FILE *(*real)(const char *, const char *);                                \
        if (real == NULL) real = dlsym(RTLD_NEXT, #name);                                \
        if (strpbrk(mode, "wa+") != NULL) written(AT_FDCWD, path);                       \
        return real(path, mode);                                                         \
    }
OPENED_STREAM(fopen)
OPENED_STREAM(fopen64)

int mkdir(const char *path, mode_t mode) {
    static int (*real)(const char *, mode_t);
    int done;
    if (real == NULL) real = dlsym(RTLD_NEXT, "mkdir");
    done = real(path, mode);
    if (done == 0) written(AT_FDCWD, path);
    return done;
}
