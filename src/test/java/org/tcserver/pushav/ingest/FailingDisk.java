package org.tcserver.pushav.ingest;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongPredicate;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The disk of this machine with some failing operations. It counts each operation that changes or syncs something, and
 * performs it or fails. Reads never fail. {@link #path} makes the paths that lead through it. For one thread.
 */
final class FailingDisk extends FileSystemProvider {
    /** A path that leads through the failing disk. */
    private interface Wrapped {
        Path real();
    }

    private final FileSystemProvider real = FileSystems.getDefault().provider();
    private final FileSystem system = new FailingFileSystem(this);
    private LongPredicate failing = operation -> false;
    private long operations;
    private final Set<Path> unsynced = new TreeSet<>();

    /** Fails those operations from now on, counted from 0. */
    void fail(LongPredicate which) {
        failing = which;
        operations = 0;
    }

    /** Returns the number of operations since the last call of {@link #fail}. */
    long operations() {
        return operations;
    }

    /** Returns the files and folders that a power failure may undo, because their folder was not synced since. */
    Set<Path> unsyncedNames() {
        return Set.copyOf(unsynced);
    }

    void synced(Path path) {
        unsynced.removeIf(name -> path.equals(name.getParent()));
    }

    void operate() throws IOException {
        if (failing.test(operations++)) {
            throw new IOException("the disk fails");
        }
    }

    Path path(Path path) {
        return (Path) Proxy.newProxyInstance(
                FailingDisk.class.getClassLoader(),
                new Class<?>[] {Path.class, Wrapped.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "real" -> path;
                    case "getFileSystem" -> system;
                    default -> call(path, method, arguments);
                });
    }

    private @Nullable Object call(Path path, Method method, Object @Nullable [] arguments) throws Throwable {
        var unwrapped = arguments == null ? new Object[0] : arguments.clone();
        for (int i = 0; i < unwrapped.length; i++) {
            unwrapped[i] = unwrapped[i] instanceof Wrapped wrapped ? wrapped.real() : unwrapped[i];
        }
        try {
            var result = method.invoke(path, unwrapped);
            return result instanceof Path made ? path(made) : result;
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static Path real(Path path) {
        return path instanceof Wrapped wrapped ? wrapped.real() : path;
    }

    private void opening(Set<? extends OpenOption> options) throws IOException {
        if (options.contains(StandardOpenOption.WRITE)) {
            operate();
        }
    }

    @Override
    public FileChannel newFileChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        opening(options);
        if (options.contains(StandardOpenOption.WRITE) && !Files.exists(real(path))) {
            unsynced.add(real(path));
        }
        return new FailingChannel(this, real(path), real.newFileChannel(real(path), options, attributes));
    }

    @Override
    public SeekableByteChannel newByteChannel(
            Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) throws IOException {
        return newFileChannel(path, options, attributes);
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(Path folder, DirectoryStream.Filter<? super Path> filter)
            throws IOException {
        var entries = real.newDirectoryStream(real(folder), entry -> filter.accept(path(entry)));
        return new DirectoryStream<>() {
            @Override
            public Iterator<Path> iterator() {
                return StreamSupport.stream(entries.spliterator(), false)
                        .map(FailingDisk.this::path)
                        .iterator();
            }

            @Override
            public void close() throws IOException {
                entries.close();
            }
        };
    }

    @Override
    public void createDirectory(Path folder, FileAttribute<?>... attributes) throws IOException {
        operate();
        real.createDirectory(real(folder), attributes);
        unsynced.add(real(folder));
    }

    @Override
    public void createLink(Path link, Path existing) throws IOException {
        operate();
        real.createLink(real(link), real(existing));
        unsynced.add(real(link));
    }

    @Override
    public void delete(Path path) throws IOException {
        operate();
        real.delete(real(path));
        unsynced.remove(real(path));
    }

    @Override
    public void copy(Path from, Path to, CopyOption... options) throws IOException {
        operate();
        real.copy(real(from), real(to), options);
    }

    @Override
    public void move(Path from, Path to, CopyOption... options) throws IOException {
        operate();
        real.move(real(from), real(to), options);
        unsynced.remove(real(from));
        unsynced.add(real(to));
    }

    @Override
    public boolean isSameFile(Path one, Path other) throws IOException {
        return real.isSameFile(real(one), real(other));
    }

    @Override
    public boolean isHidden(Path path) throws IOException {
        return real.isHidden(real(path));
    }

    @Override
    public FileStore getFileStore(Path path) throws IOException {
        return real.getFileStore(real(path));
    }

    @Override
    public void checkAccess(Path path, AccessMode... modes) throws IOException {
        real.checkAccess(real(path), modes);
    }

    @Override
    public <V extends FileAttributeView> @Nullable V getFileAttributeView(
            Path path, Class<V> type, LinkOption... options) {
        return real.getFileAttributeView(real(path), type, options);
    }

    @Override
    public <A extends BasicFileAttributes> A readAttributes(Path path, Class<A> type, LinkOption... options)
            throws IOException {
        return real.readAttributes(real(path), type, options);
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String names, LinkOption... options) throws IOException {
        return real.readAttributes(real(path), names, options);
    }

    @Override
    public void setAttribute(Path path, String name, Object value, LinkOption... options) throws IOException {
        operate();
        real.setAttribute(real(path), name, value, options);
    }

    @Override
    public String getScheme() {
        return "failing";
    }

    @Override
    public FileSystem newFileSystem(URI uri, Map<String, ?> settings) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileSystem getFileSystem(URI uri) {
        return system;
    }

    @Override
    public Path getPath(URI uri) {
        throw new UnsupportedOperationException();
    }
}
