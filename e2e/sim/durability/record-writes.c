/* Records what a program asks of the disk: loaded before libc, it appends each write, truncation, sync and removal of files whose path
 * contains SUMU_DISK_NAME to SUMU_DISK_JOURNAL, in order and with the bytes. What the disk would hold after losing its power at any of
 * them can then be made from the journal (journal.ts). A record: kind, length of the path, offset, length of the data; path; data. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { WRITE = 1, TRUNCATE = 2, SYNC = 3, REMOVE = 4 };

struct record {
  uint32_t kind;
  uint32_t path_length;
  uint64_t offset;
  uint64_t length;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int journal = -1;

/* libc's own write is ours here. */
static void put(const void *bytes, size_t length) {
  const char *at = bytes;
  while (length > 0) {
    ssize_t done = syscall(SYS_write, journal, at, length);
    if (done <= 0) abort();
    at += done;
    length -= (size_t)done;
  }
}

static void note(uint32_t kind, const char *path, uint64_t offset, const void *data, uint64_t length) {
  const char *name = getenv("SUMU_DISK_NAME");
  const char *file = getenv("SUMU_DISK_JOURNAL");
  if (!name || !file || !strstr(path, name)) return;
  struct record head = {kind, (uint32_t)strlen(path), offset, length};
  pthread_mutex_lock(&lock);
  if (journal < 0) journal = open(file, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
  if (journal < 0) abort();
  put(&head, sizeof head);
  put(path, head.path_length);
  if (data) put(data, length);
  pthread_mutex_unlock(&lock);
}

static const char *path_of(int fd, char *name, size_t size) {
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, name, size - 1);
  name[length < 0 ? 0 : length] = 0;
  return name;
}

#define REAL(name, ...) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))(__VA_ARGS__)

ssize_t pwrite64(int fd, const void *data, size_t length, off64_t offset) {
  char name[1024];
  ssize_t done = REAL(pwrite64, fd, data, length, offset);
  if (done > 0) note(WRITE, path_of(fd, name, sizeof name), (uint64_t)offset, data, (uint64_t)done);
  return done;
}

ssize_t pwrite(int fd, const void *data, size_t length, off_t offset) {
  return pwrite64(fd, data, length, offset);
}

ssize_t write(int fd, const void *data, size_t length) {
  char name[1024];
  off_t at = fd > 2 ? lseek(fd, 0, SEEK_CUR) : -1;
  ssize_t done = REAL(write, fd, data, length);
  if (done > 0 && at >= 0) note(WRITE, path_of(fd, name, sizeof name), (uint64_t)at, data, (uint64_t)done);
  return done;
}

int ftruncate64(int fd, off64_t length) {
  char name[1024];
  int result = REAL(ftruncate64, fd, length);
  if (result == 0) note(TRUNCATE, path_of(fd, name, sizeof name), (uint64_t)length, NULL, 0);
  return result;
}

int ftruncate(int fd, off_t length) { return ftruncate64(fd, length); }

int fsync(int fd) {
  char name[1024];
  int result = REAL(fsync, fd);
  if (result == 0) note(SYNC, path_of(fd, name, sizeof name), 0, NULL, 0);
  return result;
}

int fdatasync(int fd) {
  char name[1024];
  int result = REAL(fdatasync, fd);
  if (result == 0) note(SYNC, path_of(fd, name, sizeof name), 0, NULL, 0);
  return result;
}

int unlink(const char *path) {
  int result = REAL(unlink, path);
  if (result == 0) note(REMOVE, path, 0, NULL, 0);
  return result;
}
